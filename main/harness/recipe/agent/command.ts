import type { Result } from '../../../../core/result.ts';
import type { Environment } from '../../../process/environment.ts';
import { run } from '../../../process/run.ts';
import type { ProcessResult } from '../../../process/run.ts';

const MAX_OUTPUT = 256 * 1024;

export type ShellCommand = {
  readonly command: string;
  readonly cwd: string;
  readonly env: Environment;
  readonly signal: AbortSignal;
  readonly timeoutMs?: number;
  readonly onOutput?: (text: string) => void;
};

/** As bash runs it with -e and pipefail: a failing line ends the step. What it leaves in the background is ended too. */
export function runShell(shell: ShellCommand): Promise<Result<ProcessResult>> {
  return run({
    ...shell,
    file: 'bash',
    args: ['-e', '-o', 'pipefail', '-c', shell.command],
    maxOutput: MAX_OUTPUT,
    killLeftovers: true,
  });
}

/** A read-only question to git; it runs no program of the repo's choice. */
export async function askGit(repo: string, args: readonly string[], env: Environment): Promise<ProcessResult> {
  const asked = await run({
    file: 'git',
    args: ['-c', 'core.fsmonitor=false', '--no-pager', ...args],
    cwd: repo,
    env: { ...env, GIT_OPTIONAL_LOCKS: '0', GIT_TERMINAL_PROMPT: '0' },
    maxOutput: 64 * 1024 * 1024,
  });
  if (!asked.ok) throw Object.assign(new Error(asked.error.message), { code: asked.error.code });
  return asked.value;
}
