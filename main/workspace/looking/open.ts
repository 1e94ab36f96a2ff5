import { lstat, realpath } from 'node:fs/promises';
import { join, sep } from 'node:path';
import type { RepoId } from '../../../core/ids.ts';
import type { Thread } from '../../../core/model/thread.ts';
import { fail, type Result } from '../../../core/result.ts';
import { openEditor } from '../../process/editor/open-editor.ts';
import type { DeskParts } from './desk-parts.ts';
import { worktreeOf } from './look.ts';

export type OpenWish = { readonly repo: RepoId; readonly path: string; readonly line?: number | undefined };

/** Only a plain file that really lies in the worktree: a link of an agent's may lead anywhere. */
export async function open(
  { editor }: DeskParts,
  thread: Thread,
  { repo, path, line }: OpenWish,
): Promise<Result<true>> {
  const worktree = worktreeOf(thread, repo);
  if (!worktree.ok) return worktree;
  const root = await realpath(worktree.value.path);
  const file = join(root, path);
  const real = await realpath(file).catch(() => undefined);
  if (real === undefined)
    return fail({
      code: 'file-missing',
      message: `${path} is not in the worktree now`,
      next: 'Look at the changes again',
    });
  const stats = await lstat(file);
  if (real !== file || !file.startsWith(root + sep) || !stats.isFile())
    return fail({
      code: 'file-elsewhere',
      message: `${path} is no plain file of the worktree`,
      next: 'Look at it in a terminal',
    });
  return openEditor({ file, line, folder: root }, editor());
}
