import { z } from 'zod';
import { CommentId, RepoId, ThreadId } from '../../ids.ts';
import { LinkKind } from '../../model/attention/edge.ts';
import { Head } from '../../model/change-set.ts';
import { TriagePatch } from '../../model/attention/triage.ts';
import type { CheckpointList } from '../../model/workspace/checkpoint.ts';
import type { WorkspaceRow } from '../../model/workspace/removal.ts';
import type { Thread } from '../../model/thread.ts';
import type { Tone } from '../../views/board.ts';
import type { CommitId } from '../../ids.ts';
import type { FileChange } from '../../model/file-change.ts';
import { method } from '../method.ts';
import type { Done } from '../method.ts';

const nothing = z.strictObject({});
const thread = ThreadId;
const link = { thread, kind: LinkKind, to: ThreadId };
const reason = z.string().trim().max(2000);
const checkpoint = z.number().int().min(1).max(999_999_999);

/** How threads stand to each other, what is kept of their worktrees, and what is said about their changes. */
export const workMethods = {
  /** A page of the threads that a recent snapshot left out, the newest first. */
  'threads.older': method<OlderThreads>()(z.strictObject({ below: z.number().int() })),
  /** What is thought of a thread's weight; what is not named stays. */
  'threads.triage': method<Done>()(z.strictObject({ thread, ...TriagePatch.shape, reason: reason.optional() })),
  /** Refused where it would close a circle; the refusal shows the way round. */
  'threads.link': method<Done>()(z.strictObject({ ...link, evidence: reason.optional() })),
  'threads.unlink': method<Done>()(z.strictObject(link)),
  /** How its program works, at once and in later turns: one of the modes of its harness. The gate judges as before. */
  'threads.chooseMode': method<Done>()(z.strictObject({ thread, mode: z.string().min(1).max(100) })),
  /** Threads that are about the same thing as one that is not there yet, the most similar first. */
  'threads.similar': method<readonly SimilarThread[]>()(
    z.strictObject({
      title: z.string().trim().max(120).optional(),
      goal: z.string().max(100_000),
      repos: z.array(RepoId).max(20).default([]),
      paths: z.array(z.string().min(1).max(4096)).max(1000).optional(),
    }),
  ),

  /**
   * Lands several threads: their commits are approved as they were looked at and tried together, on the targets as they
   * are. Red: nothing is pushed. Green: they land one after the other, in the order that is answered.
   */
  'threads.landTogether': method<{ order: readonly ThreadId[] }>()(
    z.strictObject({
      threads: z
        .array(z.strictObject({ thread, heads: z.array(Head).min(1) }))
        .min(2)
        .max(20),
    }),
  ),

  'workspaces.list': method<readonly WorkspaceRow[]>()(nothing),
  /** Only of a finished thread. Without `force` it is refused with what it holds; either way a checkpoint comes first. */
  'workspaces.remove': method<{ trash: string }>()(z.strictObject({ thread, force: z.boolean().default(false) })),
  'workspaces.restore': method<{ path: string }>()(z.strictObject({ thread })),
  'checkpoints.list': method<CheckpointList>()(z.strictObject({ thread })),
  /** What a checkpoint holds beyond the HEAD of its time. */
  'checkpoints.show': method<readonly RepoFiles[]>()(z.strictObject({ thread, number: checkpoint })),
  /** Saves what stands in the worktrees now; without a number there was nothing new. */
  'checkpoints.save': method<{ number?: number | undefined }>()(z.strictObject({ thread })),
  /** Puts files and index of a checkpoint back, in all repos or in these, after one of the present. HEAD stays where it is. */
  'checkpoints.restore': method<CheckpointRestored>()(
    z.strictObject({ thread, number: checkpoint, repos: z.array(RepoId).min(1).max(20).optional() }),
  ),

  /** The person's own remark about a line, a file or a repo's part of the change. */
  'comments.add': method<{ comment: CommentId }>()(
    z.strictObject({
      ...{ thread, repo: RepoId, path: z.string().min(1).max(4096).optional() },
      line: z.number().int().positive().optional(),
      side: z.enum(['new', 'old']).default('new'),
      text: z.string().trim().min(1).max(8000),
    }),
  ),
  'comments.resolve': method<Done>()(z.strictObject({ thread, comment: CommentId })),
  'comments.reopen': method<Done>()(z.strictObject({ thread, comment: CommentId })),
  /** They become one message to the agent. */
  'comments.send': method<Done>()(z.strictObject({ thread, comments: z.array(CommentId).min(1).max(200) })),
} as const;

/**
 * `before`: the checkpoint of what stood there; `left`: submodules and repositories inside, which a restore leaves
 * alone; `repos`: those with a part in it.
 */
export type CheckpointRestored = {
  readonly before: number;
  readonly left: readonly string[];
  readonly repos: readonly string[];
};

export type RepoFiles = {
  readonly repo: RepoId;
  readonly base: string;
  readonly head: string;
  readonly files: readonly FileChange[];
  /** What was compared, a commit or a tree each; absent where that is `base` and `head`. */
  readonly between?: { readonly from: CommitId; readonly to: CommitId };
};

/** `why` quotes what both have in common; `score` is 1 for the same text. */
export type SimilarThread = {
  readonly thread: ThreadId;
  readonly number: number;
  readonly title: string;
  /** Where it stands. */
  readonly word: string;
  readonly tone: Tone;
  readonly score: number;
  readonly why: string;
};

/** `text` is a unified diff; `truncated` when it was cut at the size limit. */
export type FileDiff = { readonly text: string; readonly truncated: boolean };

export type OlderThreads = {
  /** They are as this entry of the journal left them. */
  readonly seq: number;
  readonly threads: readonly Thread[];
  /** Where to go on; undefined: there are no more. */
  readonly below: number | undefined;
};
