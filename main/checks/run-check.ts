import { createHash } from 'node:crypto';
import type { RepoId } from '../../core/ids.ts';
import type { CheckEnd, CheckOutcome } from '../../core/model/check.ts';
import type { CheckSpec } from '../../core/model/repo.ts';
import { run } from '../process/run.ts';
import type { ProcessResult } from '../process/run.ts';

export type OneCheck = {
  readonly repo: RepoId;
  readonly spec: CheckSpec;
  readonly cwd: string;
  readonly env: Readonly<Record<string, string>>;
  readonly marker: string;
  readonly signal: AbortSignal;
  readonly onOutput: (text: string) => void;
};

const tailLength = 4000;

/** Runs one check to its end, its time limit or the abort. Never throws; what cannot be run is `errored`. */
export async function runCheck(check: OneCheck): Promise<CheckEnd> {
  const { repo, spec, cwd, env, marker, signal } = check;
  let tail = '';
  const started = performance.now();
  const result = await run({
    file: '/bin/sh',
    args: ['-c', spec.command],
    cwd,
    env,
    marker,
    signal,
    timeoutMs: spec.timeoutSeconds * 1000,
    maxOutput: 1,
    killLeftovers: true,
    onOutput(text) {
      tail = (tail + text).slice(-tailLength);
      check.onOutput(text);
    },
  });
  const durationMs = Math.round(performance.now() - started);
  if (!result.ok)
    return {
      repo,
      name: spec.name,
      outcome: 'errored',
      durationMs,
      tail: result.error.message,
      fingerprint: result.error.code,
    };
  const outcome = outcomeOf(result.value);
  const exitCode = result.value.exitCode;
  return { repo, name: spec.name, outcome, exitCode, durationMs, tail, fingerprint: fingerprintOf(outcome, tail) };
}

function outcomeOf(result: ProcessResult): CheckOutcome {
  if (result.timedOut) return 'timed-out';
  if (result.killed) return 'killed';
  return result.exitCode === 0 ? 'passed' : 'failed';
}

/** The failure without what differs from run to run: times, durations, hashes, addresses, temporary paths. */
function fingerprintOf(outcome: CheckOutcome, tail: string): string {
  const stable = tail
    .replace(/\u001b\[[0-9;]*[A-Za-z]/g, '')
    .replace(/\b[0-9a-f]{7,64}\b/gi, '#')
    .replace(/\/(tmp|var\/folders|private\/tmp)\/[^\s:'")]+/g, '/tmp/#')
    .replace(/\d{4}-\d\d-\d\d(T[\d:.]+Z?)?|\b\d\d:\d\d:\d\d\b/g, '#')
    .replace(/\b\d+(\.\d+)?\s?(ms|s|seconds|m)\b|duration_ms:? [\d.]+|\b\d+\.\d+\b/g, '#');
  return createHash('sha256').update(`${outcome}\n${stable}`).digest('hex').slice(0, 16);
}
