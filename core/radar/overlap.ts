import type { RepoId, ThreadId } from '../ids.ts';
import type { FailedCheck } from '../model/attention/trial.ts';
import type { FileConflict, Meeting } from './conflict.ts';

/** Two threads whose branches of a repo conflict as they stand now. Kept in memory only: it follows from the commits. */
export type Overlap = Pick<Meeting<ThreadId>, 'a' | 'b' | 'files'> & { readonly repo: RepoId };

/** The same, seen from one of the two: `files` have its own lines first. */
export type OwnOverlap = { readonly repo: RepoId; readonly other: ThreadId; readonly files: readonly FileConflict[] };

/** A thread that conflicts with the default branch as it was fetched last: it has to be rebased before it can land. */
export type Drift = {
  readonly repo: RepoId;
  readonly thread: ThreadId;
  /** Such as `origin/main`. */
  readonly target: string;
  readonly files: readonly FileConflict[];
};

/** Two threads that merge cleanly and are green one by one, but not together. */
export type RedPair = { readonly a: ThreadId; readonly b: ThreadId; readonly failed: readonly FailedCheck[] };

/** How the branches of unfinished threads stand to each other and to where they will land. */
export type RadarPicture = {
  readonly overlaps: readonly Overlap[];
  readonly drifts: readonly Drift[];
  readonly redPairs: readonly RedPair[];
};

export const CLEAR_PICTURE: RadarPicture = { overlaps: [], drifts: [], redPairs: [] };

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
