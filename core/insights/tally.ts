import type { AskId, ThreadId } from '../ids.ts';
import type { Entry, FactoryEvent } from '../loop/event.ts';
import type { LandingOutcome } from '../model/change-set.ts';
import type { VerdictKind } from '../gates/verdict.ts';

export type RuleCount = Record<VerdictKind, number>;
/** `usd` is the sum of what was told; `unknown` counts the runs that told nothing. */
export type Spent = { usd: number | undefined; unknown: number };

/** What happened on one day, by the person's own calendar. Times are in milliseconds. */
export type Day = {
  created: number;
  dropped: number;
  readonly landings: Record<LandingOutcome, number>;
  /** From the thread's beginning to its landing, of each that landed. */
  readonly leads: number[];
  /** How long each ask waited that was answered. */
  readonly answered: number[];
  /** In which threads stood because of open asks; the wait counts on the day it ended. */
  waitedMs: number;
  readonly rules: Map<string, RuleCount>;
  readonly spent: Map<ThreadId, Spent>;
};

type Known = { readonly createdAt: number; landed: boolean; readonly open: Map<AskId, number>; waitsSince: number };

/** Counts folded from facts; changed in place. */
export type Tally = { readonly days: Map<string, Day>; readonly threads: Map<ThreadId, Known> };

/** The facts that count; whoever reads the journal for a tally may leave out all others. */
export const countedTypes = [
  'thread.created',
  'thread.dropped',
  'run.ended',
  'action.judged',
  'ask.opened',
  'ask.answered',
  'ask.withdrawn',
  'landing.ended',
] as const satisfies readonly FactoryEvent['type'][];

export function emptyTally(): Tally {
  return { days: new Map(), threads: new Map() };
}

/** Folds one fact in. `dayOf` names the day of a time, such as `2026-03-31`. */
export function countEntry(tally: Tally, { at, event }: Entry, dayOf: (at: number) => string): void {
  const day = () => dayIn(tally, dayOf(at));
  switch (event.type) {
    case 'thread.created':
      tally.threads.set(event.thread, { createdAt: at, landed: false, open: new Map(), waitsSince: 0 });
      day().created += 1;
      return;
    case 'thread.dropped':
      day().dropped += 1;
      return;
    case 'run.ended':
      addSpent(day().spent, event.thread, event.usage?.costUsd);
      return;
    case 'action.judged': {
      const { rules } = day();
      const count = rules.get(event.verdict.rule) ?? { allow: 0, deny: 0, ask: 0 };
      count[event.verdict.kind] += 1;
      rules.set(event.verdict.rule, count);
      return;
    }
    case 'landing.ended':
      countLanding(tally.threads.get(event.thread), day(), { at, outcome: event.outcome });
      return;
    default:
      countAsk(tally, { at, event }, day);
  }
}

function countLanding(thread: Known | undefined, day: Day, { at, outcome }: { at: number; outcome: LandingOutcome }) {
  day.landings[outcome] += 1;
  if (outcome !== 'landed' || !thread || thread.landed) return;
  thread.landed = true;
  day.leads.push(at - thread.createdAt);
}

function countAsk(tally: Tally, { at, event }: Omit<Entry, 'seq'>, day: () => Day): void {
  if (event.type !== 'ask.opened' && event.type !== 'ask.answered' && event.type !== 'ask.withdrawn') return;
  const thread = tally.threads.get(event.thread);
  if (!thread) return;
  if (event.type === 'ask.opened') {
    if (thread.open.size === 0) thread.waitsSince = at;
    thread.open.set(event.ask, at);
    return;
  }
  const since = thread.open.get(event.ask);
  if (since === undefined) return;
  thread.open.delete(event.ask);
  if (event.type === 'ask.answered' && event.by.who === 'person') day().answered.push(at - since);
  if (thread.open.size === 0) day().waitedMs += at - thread.waitsSince;
}

function addSpent(spent: Day['spent'], thread: ThreadId, usd: number | undefined): void {
  const before = spent.get(thread) ?? { usd: undefined, unknown: 0 };
  spent.set(thread, plus(before, usd === undefined ? { usd, unknown: 1 } : { usd, unknown: 0 }));
}

export function plus(a: Spent, b: Spent): Spent {
  const usd = a.usd === undefined && b.usd === undefined ? undefined : (a.usd ?? 0) + (b.usd ?? 0);
  return { usd, unknown: a.unknown + b.unknown };
}

function dayIn({ days }: Tally, name: string): Day {
  const known = days.get(name);
  if (known) return known;
  const day: Day = {
    ...{ created: 0, dropped: 0, leads: [], answered: [], waitedMs: 0, rules: new Map(), spent: new Map() },
    landings: { landed: 0, refused: 0, reverted: 0, 'partly-landed': 0 },
  };
  days.set(name, day);
  return day;
}
