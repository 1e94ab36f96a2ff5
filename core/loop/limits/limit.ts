import { z } from 'zod';
import { RunId } from '../../ids.ts';
import { Actor } from '../../model/ask.ts';
import { assertNever } from '../../result.ts';
import { accountOf } from './account.ts';

/** `rate` and `quota`: the account's; `overload`: the model's; `login`: nobody is signed in any more. */
export const LimitKind = z.enum(['rate', 'quota', 'overload', 'login']);
export type LimitKind = z.infer<typeof LimitKind>;

/** `title` is the harness's name for people. Times are milliseconds since the epoch. */
const limited = z.object({
  type: z.literal('harness.limited'),
  harness: z.string().min(1),
  title: z.string().min(1),
  kind: LimitKind,
  reason: z.string(),
  /** When it ends, as the harness says. Without it `probeAt` is when one run may find out. */
  until: z.number().optional(),
  probeAt: z.number().optional(),
  /** How often in a row a try has met it. */
  tries: z.number().int().nonnegative(),
  /** The run that met it. */
  run: RunId.optional(),
});

/** Facts about what a harness's account and model still take on. They hold the fleet, not a thread. */
export const limitEvents = [
  limited,
  /** One run may try, and tells by its answer whether the others may. */
  z.object({ type: z.literal('harness.probe-allowed'), harness: z.string() }),
  z.object({
    type: z.literal('harness.lifted'),
    harness: z.string(),
    why: z.enum(['time', 'answer', 'person']),
    by: Actor,
  }),
] as const;

export type LimitEvent = z.infer<(typeof limitEvents)[number]>;

export type HarnessLimit = Omit<z.infer<typeof limited>, 'type'> & {
  readonly since: number;
  /** Since when one run may try. */
  readonly probing?: number;
};

/** By account: `harness` of a limit is the one that met it. */
export type Limits = Readonly<Record<string, HarnessLimit>>;

export function limitOn(limits: Limits, harness: string): HarnessLimit | undefined {
  const account = accountOf(harness);
  return Object.hasOwn(limits, account) ? limits[account] : undefined;
}

export function evolveLimits(limits: Limits, event: LimitEvent, at: number): Limits {
  const account = accountOf(event.harness);
  const { [account]: before, ...others } = limits;
  switch (event.type) {
    case 'harness.limited': {
      const { type: _, ...limit } = event;
      return { ...others, [account]: { ...limit, since: before?.since ?? at } };
    }
    case 'harness.probe-allowed':
      return before ? { ...others, [account]: { ...before, probing: at } } : limits;
    case 'harness.lifted':
      return others;
    default:
      return assertNever(event);
  }
}

/** When something changes by itself; undefined: nothing does before a run or the person says something. */
export function nextLapse({ until, probeAt, probing }: HarnessLimit): number | undefined {
  return until ?? (probing === undefined ? probeAt : undefined);
}

const names: Readonly<Record<LimitKind, string>> = {
  rate: 'rate limit',
  quota: 'limit',
  overload: 'model is overloaded',
  login: 'is not signed in',
};

/** `Claude Code limit until 14:20`, in local time. */
export function limitWords({ title, kind, until, probeAt, probing, since }: HarnessLimit): string {
  const what = `${title} ${names[kind]}`;
  if (probing !== undefined) return `${what}; one run finds out whether it is over`;
  if (until !== undefined) return `${what} until ${timeText(until, since)}`;
  return probeAt === undefined ? what : `${what}; one run tries at ${timeText(probeAt, since)}`;
}

/** The time of day, with the date where that is another day than `since`. */
export function timeText(at: number, since: number): string {
  const then = new Date(at);
  const time = then.toTimeString().slice(0, 5);
  const day = then.toDateString();
  return day === new Date(since).toDateString() ? time : `${day.slice(0, 10)} ${time}`;
}
