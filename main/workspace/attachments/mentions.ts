import { basename } from 'node:path';
import type { MentionedFile } from '../../../core/contract/thread/message-methods.ts';
import type { Thread } from '../../../core/model/thread.ts';
import { ok } from '../../../core/result.ts';
import type { Result } from '../../../core/result.ts';
import { likeliestPaths } from '../../../core/views/reading/likeliest-paths.ts';
import { lsFiles } from '../../git/read/ls-files.ts';

/** A person types faster than git lists a large tree. */
const goodForMs = 5000;

/** The files that a person may name to a thread's agents, as its agents find them. */
export function mentions(now: () => number) {
  const known = new Map<string, { readonly at: number; readonly files: ReturnType<typeof lsFiles> }>();

  function filesOf(worktree: string): ReturnType<typeof lsFiles> {
    for (const [path, { at }] of known) if (now() - at >= goodForMs) known.delete(path);
    const before = known.get(worktree);
    if (before) return before.files;
    const files = lsFiles(worktree);
    known.set(worktree, { at: now(), files });
    return files;
  }

  return async (
    { workspace }: Pick<Thread, 'workspace'>,
    query: string,
    most: number,
  ): Promise<Result<readonly MentionedFile[]>> => {
    const worktrees = workspace.kind === 'ready' ? workspace.worktrees : [];
    const found: string[] = [];
    for (const { path: folder } of worktrees) {
      const files = await filesOf(folder);
      if (!files.ok) return files;
      const before = worktrees.length > 1 ? `${basename(folder)}/` : '';
      for (const file of files.value) found.push(before + file);
    }
    return ok(likeliestPaths(found, query, most).map((path) => ({ path })));
  };
}
