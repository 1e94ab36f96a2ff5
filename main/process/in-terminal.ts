import { execa } from 'execa';
import { fail, ok } from '../../core/result.ts';
import type { Result } from '../../core/result.ts';

/** Gives the person's terminal to a program until it ends; answers its exit code. `env` comes on top of ours. */
export async function runInTerminal(command: {
  readonly file: string;
  readonly args: readonly string[];
  readonly cwd: string;
  readonly env: Readonly<Record<string, string>>;
}): Promise<Result<number>> {
  const { file, args, cwd, env } = command;
  const ended = await execa(file, args, { cwd, env, stdio: 'inherit', reject: false });
  if (ended.exitCode !== undefined) return ok(ended.exitCode);
  return fail({
    code: 'program-missing',
    message: `${file} could not be started: ${ended.shortMessage ?? 'no reason'}`,
  });
}
