import { statSync } from 'node:fs';
import path from 'node:path';
import { commonDirOf, fileStamp, gitDirOf } from '../hardening/known-settings.ts';

/**
 * Identity and time of all that git keeps about a worktree beside its files: where HEAD and `refs` stand, the index,
 * what is ignored. Costs no process. Undefined: it is no worktree any more.
 */
export function worktreeStamp(worktree: string, refs: readonly string[]): string | undefined {
  const gitDir = gitDirOf(worktree);
  if (gitDir === undefined) return undefined;
  const shared = commonDirOf(gitDir);
  const files = [
    // The log grows with each move of HEAD, also on a branch that is none of `refs`.
    ...['HEAD', 'logs/HEAD', 'index'].map((name) => path.join(gitDir, name)),
    ...['packed-refs', 'reftable/tables.list', 'config', 'info/exclude', 'info/attributes', ...refs].map((name) =>
      path.join(shared, name),
    ),
  ];
  return files.map((file) => fileStamp(statSync(file, { bigint: true, throwIfNoEntry: false }))).join('\n');
}
