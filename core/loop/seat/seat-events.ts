import { z } from 'zod';
import { RunId } from '../../ids.ts';
import { Actor } from '../../model/ask.ts';
import { Advice, Refusal } from '../../model/deciding/seat.ts';
import type { Seat } from '../../model/deciding/seat.ts';
import { addUsage, Contained, HarnessChoice, RunOutcome, Usage } from '../../model/run.ts';
import { assertNever } from '../../result.ts';

/** Facts about the model's seat. They touch no thread, so that being asked changes nothing the rules look at. */
export const seatEvents = [
  /** The claim: written before the program starts. */
  z.object({
    type: z.literal('seat.asked'),
    run: RunId,
    harness: HarnessChoice,
    about: z.array(z.string().max(300)).max(500),
    by: Actor,
  }),
  /** `answer` as the model gave it, to the board that stood here, read by the time `now`. Without a run somebody brought it. */
  z.object({
    type: z.literal('seat.answered'),
    run: RunId.optional(),
    answer: z.string().max(100_000),
    board: z.string().max(100),
    now: z.number(),
    advice: z.array(Advice).max(20),
    refused: z.array(Refusal).max(20),
    by: Actor,
  }),
  z.object({
    type: z.literal('seat.ended'),
    run: RunId,
    outcome: RunOutcome,
    reason: z.string().max(4000),
    usage: Usage.optional(),
    denied: z.number().int().nonnegative().default(0),
    /** Absent where it ended before that was known. */
    contained: Contained.optional(),
  }),
] as const;

export type SeatEvent = z.infer<(typeof seatEvents)[number]>;

const mostAdvice = 200;

export function evolveSeat(seat: Seat, event: SeatEvent, at: number): Seat {
  switch (event.type) {
    case 'seat.asked': {
      const { run, harness, about, by } = event;
      return { ...seat, sitting: { run, harness, about, by, since: at } };
    }
    case 'seat.answered': {
      const said = new Set(event.advice.map(({ key }) => key));
      const kept = seat.advice.filter(({ key }) => !said.has(key));
      const advice = [...kept, ...event.advice.map((each) => ({ ...each, at }))].slice(-mostAdvice);
      return { ...seat, advice, refused: event.refused };
    }
    case 'seat.ended': {
      const { sitting, usage, ...rest } = seat;
      if (sitting?.run !== event.run) return seat;
      const { outcome, reason, denied, contained } = event;
      const last = { ...sitting, at, outcome, reason, denied, contained, usage: event.usage };
      const all = event.usage ? addUsage(usage, event.usage) : usage;
      return { ...rest, last, ...(all && { usage: all }) };
    }
    default:
      return assertNever(event);
  }
}
