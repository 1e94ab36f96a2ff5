import { z } from 'zod';
import { DecisionId, OrderId, SignalId, ThreadId } from '../../ids.ts';
import { Actor } from '../ask.ts';
import { Edge } from '../attention/edge.ts';
import { Size, Triage, TriagePatch } from '../attention/triage.ts';

/** All that can be decided. Nothing outside this list can be, whoever proposes it. */
export const Choice = z.discriminatedUnion('action', [
  /** Soft: the branches stay, and it can be revived. */
  z.object({ action: z.literal('drop'), thread: ThreadId, reason: z.string().max(2000) }),
  /** It goes on, with a new estimate where one is given. */
  z.object({ action: z.literal('keep'), thread: ThreadId, size: Size.optional() }),
  z.object({ action: z.literal('revive'), thread: ThreadId }),
  z.object({ action: z.literal('link'), thread: ThreadId, edge: Edge }),
  /** Another thread takes its place: both are linked, and it is dropped as softly as by hand. */
  z.object({ action: z.literal('supersede'), thread: ThreadId, into: ThreadId }),
  /** The two are not about the same. */
  z.object({ action: z.literal('apart'), thread: ThreadId, from: ThreadId }),
  z.object({ action: z.literal('triage'), thread: ThreadId, patch: TriagePatch }),
  /** It begins nothing until that is taken back. */
  z.object({ action: z.literal('hold'), thread: ThreadId }),
  /** Begins a thread for a signal. */
  z.object({ action: z.literal('open'), signal: SignalId, into: ThreadId.optional() }),
  /** The thread works on it already. */
  z.object({ action: z.literal('attach'), signal: SignalId, into: ThreadId }),
  z.object({ action: z.literal('dismiss'), signal: SignalId, reason: z.string().max(2000) }),
]);
export type Choice = z.infer<typeof Choice>;
export type ChoiceAction = Choice['action'];

/** A fact that speaks for a choice, as a person reads it. Words of others stand in it as a quotation. */
export const Evidence = z.object({ kind: z.string().max(60), text: z.string().max(2000) });
export type Evidence = z.infer<typeof Evidence>;

/** Who has the last word on a kind of choice: the rules alone, a model as well, or only the person. */
export const Authority = z.enum(['rule', 'model', 'person']);
export type Authority = z.infer<typeof Authority>;

/** For each kind of choice the least that may make it without asking. */
export const Authorities = z.strictObject({
  drop: Authority.default('rule'),
  keep: Authority.default('person'),
  revive: Authority.default('person'),
  link: Authority.default('rule'),
  supersede: Authority.default('person'),
  apart: Authority.default('person'),
  triage: Authority.default('person'),
  hold: Authority.default('person'),
  open: Authority.default('person'),
  attach: Authority.default('rule'),
  dismiss: Authority.default('person'),
});
export type Authorities = z.infer<typeof Authorities>;

export const Decision = z.object({
  id: DecisionId,
  /** What it was about, such as `drop:thr_a:stale:14`. The same is not asked again. */
  key: z.string().max(300),
  applied: Choice,
  /** What the rules said to the same board; absent where they had nothing to say. */
  rules: Choice.optional(),
  model: Choice.optional(),
  by: Authority,
  /** The standing order of the person by which the rules decided. */
  order: OrderId.optional(),
  actor: Actor,
  reason: z.string().max(4000),
  evidence: z.array(Evidence).max(20),
  alternatives: z.array(z.string().max(60)).max(10),
  /** Of the board that was decided on, and the time by which it was read. */
  board: z.string().max(100),
  now: z.number(),
  /** What undoing puts back, for a triage. */
  before: Triage.optional(),
});
export type Decision = z.infer<typeof Decision>;

export type TakenDecision = Decision & {
  readonly at: number;
  readonly undone: { readonly at: number; readonly by: Actor } | undefined;
};
