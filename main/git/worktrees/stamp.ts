import { readFile } from 'node:fs/promises';
import { statSync } from 'node:fs';
import path from 'node:path';
import { fileStamp, gitDirOf } from '../hardening/known-settings.ts';

/**
 * Identity and time of all that git keeps about a worktree beside its files: where HEAD and `refs` stand, the index,
 * what is ignored. Costs no process. Undefined: it is no worktree any more.
 */
export async function worktreeStamp(worktree: string, refs: readonly string[]): Promise<string | undefined> {
  const gitDir = await gitDirOf(worktree);
  if (gitDir === undefined) return undefined;
  const common = await readFile(path.join(gitDir, 'commondir'), 'utf8').catch(() => '.');
  const shared = path.resolve(gitDir, common.trim());
  const files = [
    ...['HEAD', 'index'].map((name) => path.join(gitDir, name)),
    ...['packed-refs', 'reftable/tables.list', 'config', 'info/exclude', 'info/attributes', ...refs].map((name) =>
      path.join(shared, name),
    ),
  ];
  return files.map((file) => fileStamp(statSync(file, { bigint: true, throwIfNoEntry: false }))).join('\n');
}
