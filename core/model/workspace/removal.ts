import { z } from 'zod';
import { RepoId, ThreadId } from '../../ids.ts';

export type LossKind =
  | 'dirty'
  | 'untracked'
  | 'unpushed'
  | 'stash'
  | 'precious'
  | 'submodule'
  | 'nested'
  | 'process'
  | 'terminal'
  /** Nobody could say whether there is anything. */
  | 'untold';

/** Something that would be gone with a workspace. `held`: a checkpoint, branch or ref keeps it. */
export type Loss = {
  readonly repo: RepoId;
  readonly kind: LossKind;
  /** At most twenty of them. */
  readonly names: readonly string[];
  readonly count: number;
  readonly held: boolean;
};

const lossWords: Readonly<Record<LossKind, string>> = {
  dirty: 'changed files',
  untracked: 'untracked files',
  unpushed: 'commits that no remote has',
  stash: 'stashes of its branch',
  precious: 'ignored files that the repo calls precious',
  submodule: 'submodules with work of their own',
  nested: 'the history of repositories inside',
  process: 'programs at work in it',
  terminal: 'terminals open in it',
  untold: 'questions that git could not answer',
};

export function lossLine({ kind, count, names }: Loss): string {
  const more = count > 3 ? ' …' : '';
  return `${String(count)} ${lossWords[kind]}: ${names.slice(0, 3).join(', ')}${more}`;
}

/** A workspace in the trash, as it was. Kept beside it, and read when it comes back. */
export const TrashNote = z.object({
  thread: ThreadId,
  number: z.number().int(),
  title: z.string(),
  at: z.number(),
  path: z.string(),
  /** The checkpoint taken before; absent when nothing was worth saving. */
  checkpoint: z.number().int().optional(),
  ports: z.object({ first: z.number().int(), count: z.number().int() }),
  worktrees: z.array(
    z.object({
      repo: RepoId,
      path: z.string(),
      branch: z.string(),
      base: z.string(),
      /** Where git kept what it knew of it. */
      registration: z.string(),
    }),
  ),
});
export type TrashNote = z.infer<typeof TrashNote>;

/** Other things in the trash, such as a stale lock, and where each came from. */
export const SetAside = z.object({
  kind: z.literal('aside'),
  at: z.number(),
  why: z.string(),
  moved: z.array(z.object({ from: z.string(), as: z.string() })),
});
export type SetAside = z.infer<typeof SetAside>;

/** Where each workspace stands, the removed and the orphaned ones included. */
export type WorkspaceRow = {
  readonly name: string;
  readonly path: string;
  readonly thread: ThreadId | undefined;
  readonly number: number | undefined;
  readonly state: 'in-use' | 'removable' | 'quarantined' | 'orphaned' | 'removed';
  /** For people: why it stands so. */
  readonly text: string;
};
