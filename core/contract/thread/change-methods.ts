import { z } from 'zod';
import { CommitId, RepoId, ThreadId } from '../../ids.ts';
import { method } from '../method.ts';
import type { Done } from '../method.ts';
import type { FileDiff, RepoFiles } from './work-methods.ts';

/**
 * What the files as they are now are compared with: where the branch began, the last commit, or how they stood when the
 * latest turn began.
 */
export const Against = z.enum(['base', 'uncommitted', 'last-turn']);
export type Against = z.infer<typeof Against>;

const path = z.string().min(1).max(4096);
const file = { thread: ThreadId, repo: RepoId, path };
/** `from` and `to` as a reading answered them: commits or trees. */
const between = { from: CommitId, to: CommitId };

/** What stands in a thread's worktrees, read as a diff. */
export const changeMethods = {
  /** Of a thread without a workspace: what its commits changed. `anew`: nothing is taken from an earlier look. */
  'changes.read': method<readonly RepoFiles[]>()(
    z.strictObject({ thread: ThreadId, against: Against.default('base'), anew: z.boolean().optional() }),
  ),
  /** `oldPath`: of a renamed file. Without `between` it is compared with the base as it is now. */
  'changes.diff': method<FileDiff>()(
    z.strictObject({ ...file, oldPath: path.optional(), between: z.strictObject(between).optional() }),
  ),
  /** Lines of the diff, of both sides, that hold the words as they are, in any case. */
  'changes.search': method<LinesFound>()(
    z.strictObject({
      thread: ThreadId,
      text: z.string().min(2, 'two letters at least').max(200),
      repos: z.array(z.strictObject({ repo: RepoId, ...between })).max(20),
    }),
  ),
  /**
   * Takes a file, or one hunk of it as it was shown, back to how it is in `from`, in the worktree alone. What stood there
   * is a checkpoint first; `checkpoints.restore` with its number undoes it.
   */
  'changes.discard': method<Discarded>()(
    z.strictObject({
      ...{ ...file, oldPath: path.optional(), from: CommitId },
      hunk: z
        .strictObject({ oldStart: z.number().int(), newStart: z.number().int(), body: z.string().max(4_000_000) })
        .optional(),
    }),
  ),
  /** Opens a file of a worktree in the person's editor. */
  'changes.open': method<Done>()(z.strictObject({ ...file, line: z.number().int().positive().optional() })),
} as const;

/** `line` counts on the side that the line is of. */
export type LineFound = {
  readonly repo: RepoId;
  readonly path: string;
  readonly kind: 'context' | 'added' | 'deleted';
  readonly line: number;
  readonly text: string;
};

/** `lines` are the first of `total`; `truncated`: the diff was too large to be read to its end. */
export type LinesFound = { readonly lines: readonly LineFound[]; readonly total: number; readonly truncated: boolean };

export type Discarded = { readonly checkpoint: number };
