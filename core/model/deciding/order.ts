import { z } from 'zod';
import { OrderId, RepoId, ThreadId } from '../../ids.ts';
import { Priority } from '../attention/triage.ts';
import { Authorities, Authority } from './decision.ts';
import { SignalKind, Trust } from './signal.ts';

/** What an order is about. All that is given must hold: of a signal, or of a thread and the signals that belong to it. */
export const OrderWhen = z.strictObject({
  source: z.string().min(1).max(60).optional(),
  kind: SignalKind.optional(),
  /** The source's own name for it, such as a schedule's. */
  name: z.string().min(1).max(100).optional(),
  repo: RepoId.optional(),
  /** All of these, in any of their forms, in the title or the text. */
  words: z.array(z.string().min(1).max(60)).max(20).default([]),
  /** A file, or all in a folder: one of these. */
  paths: z.array(z.string().min(1).max(300)).max(20).default([]),
  trust: Trust.optional(),
});
export type OrderWhen = z.infer<typeof OrderWhen>;

export const OrderThen = z.discriminatedUnion('do', [
  z.strictObject({ do: z.literal('dismiss') }),
  z.strictObject({ do: z.literal('open'), harness: z.string().min(1).max(60).optional() }),
  z.strictObject({ do: z.literal('attach'), into: ThreadId }),
  z.strictObject({ do: z.literal('priority'), priority: Priority }),
  z.strictObject({ do: z.literal('boost'), points: z.number().int().min(-100).max(100) }),
  /** A thread begins nothing; a signal waits without catching the eye. */
  z.strictObject({ do: z.literal('hold') }),
  /** Who may decide this about it, in place of the authority table: `drop` by `person` is "never without asking me". */
  z.strictObject({ do: z.literal('authority'), of: Authorities.keyof(), who: Authority }),
]);
export type OrderThen = z.infer<typeof OrderThen>;

/** What the person said once for all that comes: their words, and the form that they reviewed. The first that fits wins. */
export const Order = z.strictObject({
  id: OrderId,
  words: z.string().trim().min(1, 'say it in words').max(300),
  when: OrderWhen.refine(
    ({ words, paths, ...rest }) => words.length + paths.length > 0 || Object.values(rest).some(Boolean),
    'say what it is about: else it would hold for everything',
  ),
  then: OrderThen,
  on: z.boolean().default(true),
  /** When its present form was given, in milliseconds since the epoch. */
  at: z.number(),
});
export type Order = z.infer<typeof Order>;

export const mostOrders = 100;
