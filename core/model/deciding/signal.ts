import { z } from 'zod';
import { RepoId, SignalId } from '../../ids.ts';
import type { ThreadId } from '../../ids.ts';
import type { Actor } from '../ask.ts';
import type { TakenDecision } from './decision.ts';

/**
 * How far the words of a signal are believed. `person`: written by the user of this machine. `own`: measured by a tool
 * of ours. `outside`: anybody's. It is stamped where the signal comes in and can only sink.
 */
export const Trust = z.enum(['outside', 'own', 'person']);
export type Trust = z.infer<typeof Trust>;

export const SignalKind = z.enum(['request', 'todo', 'red-check', 'red-main', 'schedule']);
export type SignalKind = z.infer<typeof SignalKind>;

/** Something noticed, in one shape whatever it came from. `source` and `externalId` say what it is, `revision` which edition. */
export const Signal = z.object({
  id: SignalId,
  source: z.string().regex(/^[a-z][a-z0-9-]{0,40}$/, 'small letters, digits and dashes'),
  /** The source's own name for it, such as a file's name or `repo:path:text`. */
  externalId: z.string().min(1).max(600),
  /** Grows with every edition: a time, a count. */
  revision: z.number().int().nonnegative(),
  repo: RepoId.optional(),
  kind: SignalKind,
  /** Milliseconds since the epoch, by the source. */
  at: z.number().int(),
  title: z.string().min(1).max(200),
  body: z.string().max(20_000),
  /** Issues, commits and addresses it names. */
  refs: z.array(z.string().max(500)).max(50),
  paths: z.array(z.string().max(1000)).max(100),
  actor: z.string().max(200),
  trust: Trust,
  /** The source no longer sees it: the check is green again, the line is gone. */
  over: z.boolean().default(false),
});
export type Signal = z.infer<typeof Signal>;

/** What became of it. Without one it waits for a decision. */
export type SignalFate =
  | { readonly kind: 'thread'; readonly thread: ThreadId; readonly at: number; readonly by: Actor }
  | { readonly kind: 'dismissed'; readonly reason: string; readonly at: number; readonly by: Actor };

export type KnownSignal = {
  readonly signal: Signal;
  readonly receivedAt: number;
  readonly fate: SignalFate | undefined;
  readonly decisions?: readonly TakenDecision[];
};

/** Waits for a decision. */
export function isOpen({ signal, fate }: KnownSignal): boolean {
  return fate === undefined && !signal.over;
}
