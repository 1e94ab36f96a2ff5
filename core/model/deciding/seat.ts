import { z } from 'zod';
import type { Actor } from '../ask.ts';
import type { RunId } from '../../ids.ts';
import type { Contained, HarnessChoice, RunOutcome, Usage } from '../run.ts';
import { Choice } from './decision.ts';

/** What a model says to a proposal. `quote` stands on the board, or in what is told of the proposal's subject. */
export const Advice = z.object({
  key: z.string().max(300),
  choice: Choice,
  reason: z.string().max(1000),
  quote: z.string().max(300),
});
export type Advice = z.infer<typeof Advice>;

/** Where the rules' answer stands, and why the model's was not taken. An empty key: all of it. */
export const Refusal = z.object({ key: z.string().max(300), why: z.string().max(500) });
export type Refusal = z.infer<typeof Refusal>;

/** One time that a model is asked. */
export type Sitting = {
  readonly run: RunId;
  readonly harness: HarnessChoice;
  readonly since: number;
  /** Keys of the proposals that it was asked about. */
  readonly about: readonly string[];
  readonly by: Actor;
};

export type PastSitting = Sitting & {
  readonly at: number;
  readonly outcome: RunOutcome;
  readonly reason: string;
  readonly usage: Usage | undefined;
  /** Calls of tools that it does not have there. */
  readonly denied: number;
  readonly contained?: Contained | undefined;
};

/** The model's seat. It decides nothing that the authority table does not let it; all else is advice. */
export type Seat = {
  readonly sitting?: Sitting;
  readonly last?: PastSitting;
  /** The newest per proposal, oldest first. */
  readonly advice: readonly (Advice & { readonly at: number })[];
  /** Of the last answer. */
  readonly refused: readonly Refusal[];
  /** Of all sittings. */
  readonly usage?: Usage;
};

export function emptySeat(): Seat {
  return { advice: [], refused: [] };
}

export function adviceOn({ advice }: Seat, key: string): Seat['advice'][number] | undefined {
  return advice.findLast((each) => each.key === key);
}
