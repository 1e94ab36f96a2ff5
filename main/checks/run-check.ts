import type { RepoId } from '../../core/ids.ts';
import type { CheckEnd, CheckOutcome } from '../../core/model/check.ts';
import type { CheckSpec } from '../../core/model/repo.ts';
import { redactSecrets } from '../../core/secrets/redact.ts';
import { failureFingerprint } from './fingerprint.ts';
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
/** More than is shown, so that the fingerprint is taken over whole lines. */
const keptLength = 64_000;

/** Runs one check to its end, its time limit or the abort. Never throws; what cannot be run is `errored`. */
export async function runCheck(check: OneCheck): Promise<CheckEnd> {
  const { repo, spec, cwd, env, marker, signal } = check;
  let kept = '';
  const runOnce = () =>
    run({
      ...{ file: '/bin/sh', args: ['-c', spec.command], cwd, env, marker, signal },
      ...{ timeoutMs: spec.timeoutSeconds * 1000, maxOutput: 1, killLeftovers: true, inNamespace: true },
      onOutput(text) {
        kept = (kept + text).slice(-keptLength);
        check.onOutput(text);
      },
    });
  const started = performance.now();
  let result = await runOnce();
  if (result.ok && isUnseen(result.value)) {
    kept = '';
    result = await runOnce();
  }
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
  const fingerprint = failureFingerprint(outcome, kept);
  // Redacted before it is cut: half a secret would not be known for one.
  const tail = redactSecrets(kept).slice(-tailLength);
  return { repo, name: spec.name, outcome, exitCode, durationMs, tail, fingerprint };
}

/** What had started it died, so nobody can tell how it ended. */
function isUnseen({ exitCode, signal, killed }: ProcessResult): boolean {
  return exitCode === undefined && signal === undefined && !killed;
}

function outcomeOf(result: ProcessResult): CheckOutcome {
  if (result.timedOut) return 'timed-out';
  if (result.killed) return 'killed';
  return result.exitCode === 0 ? 'passed' : 'failed';
}
