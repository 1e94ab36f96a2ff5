import type { RepoId, ThreadId } from '../ids.ts';
import type { FileConflict, Meeting } from './conflict.ts';

/** Two threads whose branches of a repo conflict as they stand now. Kept in memory only: it follows from the commits. */
export type Overlap = Pick<Meeting<ThreadId>, 'a' | 'b' | 'files'> & { readonly repo: RepoId };

/** The same, seen from one of the two: `files` have its own lines first. */
export type OwnOverlap = { readonly repo: RepoId; readonly other: ThreadId; readonly files: readonly FileConflict[] };

export function overlapsOf(thread: ThreadId, overlaps: readonly Overlap[]): readonly OwnOverlap[] {
  return overlaps.flatMap(({ repo, a, b, files }) => {
    if (a === thread) return [{ repo, other: b, files }];
    return b === thread ? [{ repo, other: a, files: files.map(turned) }] : [];
  });
}

/** A conflict as the other side sees it. */
export function turned(file: FileConflict): FileConflict {
  return { ...file, lines: file.theirLines, theirLines: file.lines };
}
