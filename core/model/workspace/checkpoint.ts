import { z } from 'zod';
import type { CommitId, RepoId } from '../../ids.ts';

/** Why a checkpoint was taken. `restore`, `discard`: of what was about to be replaced. */
export const CheckpointReason = z.enum([
  ...(['interval', 'run-ended', 'kill', 'take-over', 'teardown', 'restore', 'discard', 'asked'] as const),
]);
export type CheckpointReason = z.infer<typeof CheckpointReason>;

/** As it stands in a row: `before a kill`. */
export const reasonWords: Readonly<Record<CheckpointReason, string>> = {
  interval: 'while it worked',
  'run-ended': 'as the run ended',
  kill: 'before the kill',
  'take-over': 'before the take-over',
  teardown: 'before the workspace was removed',
  restore: 'before a restore',
  discard: 'before changes were discarded',
  asked: 'as you asked',
};

/** A file that is not in a checkpoint. */
export const LeftOut = z.object({ path: z.string(), why: z.enum(['too-big', 'unreadable']) });
export type LeftOut = z.infer<typeof LeftOut>;

/** In a checkpoint a submodule is the commit it stands at; what is not committed inside it is not part of it. */
export const Submodule = z.object({ path: z.string(), commit: z.string() });
export type Submodule = z.infer<typeof Submodule>;

/** One moment of a thread's work. A repo that had not changed since the moment before has no part in it. */
export type CheckpointMoment = {
  readonly number: number;
  readonly at: number;
  readonly reason: CheckpointReason;
  readonly parts: readonly CheckpointPart[];
};

export type CheckpointPart = {
  readonly repo: RepoId;
  readonly commit: CommitId;
  /** Where HEAD stood; undefined before the first commit. */
  readonly head: CommitId | undefined;
  /** Untracked repositories whose files are in it, but not their history. */
  readonly nested: readonly string[];
  readonly submodules: readonly Submodule[];
  readonly leftOut: readonly LeftOut[];
};

/** `bytes`: what only the checkpoints keep on disk. Newest first. */
export type CheckpointList = { readonly moments: readonly CheckpointMoment[]; readonly bytes: number };
