import { redactSecrets } from '../../../core/secrets/redact.ts';
import { fail, ok } from '../../../core/result.ts';
import type { Failure, Result } from '../../../core/result.ts';
import type { Environment } from '../../process/environment.ts';
import { run } from '../../process/run.ts';

export type Step = {
  readonly name: string;
  readonly command: string;
  readonly timeoutSeconds: number;
  readonly cwd: string;
  readonly env: Environment;
  readonly marker: string;
  readonly signal: AbortSignal;
  readonly onOutput: (text: string) => void;
};

type StepReport = {
  readonly name: string;
  readonly passed: boolean;
  /** How it ended, for people: `exit 1 after 12 s`. */
  readonly end: string;
  /** The last of what it said, without secrets. */
  readonly tail: string;
};

const keptLength = 64_000;
const tailLength = 1500;

/** Runs one step to its end or its time limit; a red one is a report. Failures: cancelled, and what keeps it from running. */
export async function runStep(step: Step): Promise<Result<StepReport>> {
  const { name, command, timeoutSeconds, cwd, env, marker, signal } = step;
  let kept = '';
  const result = await run({
    ...{ file: '/bin/sh', args: ['-c', command], cwd, env, marker, signal },
    ...{ timeoutMs: timeoutSeconds * 1000, maxOutput: 1, killLeftovers: true, inNamespace: true },
    onOutput(text) {
      kept = (kept + text).slice(-keptLength);
      step.onOutput(text);
    },
  });
  if (!result.ok) return result;
  const { exitCode, signal: ended, timedOut, killed, durationMs } = result.value;
  if (killed && !timedOut) return fail({ code: 'cancelled', message: `${name} was stopped` });
  const how = timedOut
    ? `no end within ${String(timeoutSeconds)} s`
    : `${exitCode === undefined ? `ended (${ended ?? 'exit code unknown'})` : `exit ${String(exitCode)}`} after ${seconds(durationMs)} s`;
  // Redacted before it is cut: half a secret would not be known for one.
  const tail = redactSecrets(kept).slice(-tailLength).trim();
  return ok({ name, passed: exitCode === 0 && !timedOut, end: how, tail });
}

function seconds(ms: number): string {
  return (ms / 1000).toFixed(ms < 10_000 ? 1 : 0);
}

export function stepFailure(code: string, { name, end, tail }: StepReport): Failure {
  const next = 'Correct `workspace` in .teatree.yaml on the default branch, then resume the thread';
  return { code, message: `The step ${name} failed: ${end}${tail === '' ? '' : `\n${tail}`}`, next };
}
