import type { ThreadId } from '../ids.ts';
import type { LandingOutcome } from '../model/change-set.ts';
import { plus } from './tally.ts';
import type { Day, RuleCount, Spent, Tally } from './tally.ts';

/** How long things took; absent where nothing was measured. */
type Times = { readonly count: number; readonly medianMs?: number; readonly p90Ms?: number };
export type Money = { readonly usd?: number; readonly unknown: number };

export type DayInsight = {
  /** `2026-03-31`, by the person's own calendar. */
  readonly day: string;
  readonly created: number;
  readonly dropped: number;
  readonly landed: number;
  readonly reverted: number;
  readonly waitedMs: number;
  readonly cost: Money;
};

/** What happened in the days of a period, the oldest day first. What nobody told is absent, never 0. */
export type Insights = {
  readonly days: readonly DayInsight[];
  readonly lead: Times;
  readonly answers: Times;
  readonly waitedMs: number;
  /** Asks that wait now, and since when the oldest does. */
  readonly open: { readonly asks: number; readonly since?: number };
  readonly landings: Readonly<Record<LandingOutcome, number>>;
  readonly cost: Money;
  /** The dearest threads first, then those of which nothing is known. */
  readonly threads: readonly (Money & { readonly thread: ThreadId })[];
  /** By how often the rule spoke. */
  readonly rules: readonly (RuleCount & { readonly rule: string })[];
};

const mostThreads = 20;

/** The last `length` days up to and with `today`. */
export function insightsOf(tally: Tally, today: string, length: number): Insights {
  const names = daysUpTo(today, length);
  const days = names.map((name) => tally.days.get(name));
  const there = days.flatMap((day) => day ?? []);
  const threads = spentBy(there);
  return {
    days: names.map((day, index) => dayInsight(day, days[index])),
    lead: timesOf(there.flatMap(({ leads }) => leads)),
    answers: timesOf(there.flatMap(({ answered }) => answered)),
    waitedMs: there.reduce((sum, { waitedMs }) => sum + waitedMs, 0),
    open: openNow(tally),
    landings: landingsIn(there),
    cost: moneyOf([...threads.values()]),
    threads: [...threads]
      .map(([thread, spent]) => ({ thread, ...moneyOf([spent]) }))
      .sort((a, b) => (b.usd ?? -1) - (a.usd ?? -1))
      .slice(0, mostThreads),
    rules: rulesIn(there),
  };
}

function dayInsight(name: string, day: Day | undefined): DayInsight {
  return {
    day: name,
    created: day?.created ?? 0,
    dropped: day?.dropped ?? 0,
    landed: day?.landings.landed ?? 0,
    reverted: day?.landings.reverted ?? 0,
    waitedMs: day?.waitedMs ?? 0,
    cost: moneyOf(day ? [...day.spent.values()] : []),
  };
}

function moneyOf(spent: readonly Spent[]): Money {
  const { usd, unknown } = spent.reduce(plus, { usd: undefined, unknown: 0 });
  return { unknown, ...(usd !== undefined && { usd }) };
}

function spentBy(days: readonly Day[]): ReadonlyMap<ThreadId, Spent> {
  const threads = new Map<ThreadId, Spent>();
  for (const { spent } of days)
    for (const [thread, each] of spent)
      threads.set(thread, plus(threads.get(thread) ?? { usd: undefined, unknown: 0 }, each));
  return threads;
}

function rulesIn(days: readonly Day[]): Insights['rules'] {
  const rules = new Map<string, RuleCount>();
  for (const day of days)
    for (const [rule, { allow, deny, ask }] of day.rules) {
      const sum = rules.get(rule) ?? { allow: 0, deny: 0, ask: 0 };
      rules.set(rule, { allow: sum.allow + allow, deny: sum.deny + deny, ask: sum.ask + ask });
    }
  const often = (each: RuleCount) => each.allow + each.deny + each.ask;
  return [...rules].map(([rule, count]) => ({ rule, ...count })).sort((a, b) => often(b) - often(a));
}

function landingsIn(days: readonly Day[]): Insights['landings'] {
  const sum = { landed: 0, refused: 0, reverted: 0, 'partly-landed': 0 };
  for (const { landings } of days) for (const outcome of outcomes) sum[outcome] += landings[outcome];
  return sum;
}

const outcomes = ['landed', 'refused', 'reverted', 'partly-landed'] as const;

function openNow({ threads }: Tally): Insights['open'] {
  let asks = 0;
  let since = Infinity;
  for (const { open } of threads.values())
    for (const at of open.values()) {
      asks += 1;
      since = Math.min(since, at);
    }
  return { asks, ...(asks > 0 && { since }) };
}

export function timesOf(times: readonly number[]): Times {
  if (times.length === 0) return { count: 0 };
  const sorted = times.toSorted((a, b) => a - b);
  return { count: times.length, medianMs: at(sorted, 0.5), p90Ms: at(sorted, 0.9) };
}

/** The smallest value that at least this part of all is not above. */
function at(sorted: readonly number[], part: number): number {
  return sorted[Math.ceil(sorted.length * part) - 1] ?? 0;
}

/** Calendar days, the oldest first; no clock and no hour that a change of time could skip. */
export function daysUpTo(today: string, length: number): readonly string[] {
  const last = Date.parse(`${today}T00:00:00Z`);
  return Array.from({ length }, (_, index) =>
    new Date(last - (length - 1 - index) * 86_400_000).toISOString().slice(0, 10),
  );
}
