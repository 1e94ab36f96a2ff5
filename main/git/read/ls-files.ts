import { ok } from '../../../core/result.ts';
import type { Result } from '../../../core/result.ts';
import { git } from '../hardening/git.ts';

/** Every file of a working tree that git knows or would take: ignored ones are left out. In git's order. */
export async function lsFiles(worktree: string): Promise<Result<readonly string[]>> {
  const flags = ['--cached', '--others', '--exclude-standard', '--deduplicate', '-z'];
  const output = await git(worktree, ['ls-files', ...flags], { maxOutput: 64 << 20 });
  return output.ok ? ok(output.value.stdout.split('\0').filter((path) => path !== '')) : output;
}
