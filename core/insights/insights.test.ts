import fc from 'fast-check';
import { expect, test } from 'vitest';
import { AskId, RunId, ThreadId } from '../ids.ts';
import type { FactoryEvent } from '../loop/event.ts';
import { daysUpTo, insightsOf, timesOf } from './insights.ts';
import { countEntry, emptyTally } from './tally.ts';

const hour = 3_600_000;
const thread = ThreadId.parse('thr_a');
const other = ThreadId.parse('thr_b');
const day = (n: number) => Date.UTC(2026, 2, n);
const dayOf = (at: number) => new Date(at).toISOString().slice(0, 10);
const fact = (event: unknown) => event as FactoryEvent;
const created = (id = thread) => fact({ type: 'thread.created', thread: id });
const ended = (costUsd?: number, id = thread) =>
  fact({
    type: 'run.ended',
    thread: id,
    run: RunId.parse('run_a'),
    usage: costUsd === undefined ? undefined : { costUsd },
  });
const landed = (outcome = 'landed') => fact({ type: 'landing.ended', thread, outcome });
const ask = AskId.parse('ask_a');
const second = AskId.parse('ask_b');
const opened = (id = ask) => fact({ type: 'ask.opened', thread, ask: id });
const answered = (id = ask) => fact({ type: 'ask.answered', thread, ask: id, by: { who: 'person', via: 'window' } });

type Told = readonly (readonly [number, FactoryEvent])[];

function insights(told: Told, length = 7) {
  const tally = emptyTally();
  told.forEach(([at, event], index) => countEntry(tally, { seq: index + 1, at, event }, dayOf));
  return insightsOf(tally, '2026-03-31', length);
}

test('a cost that nobody told is unknown and not nothing', () => {
  const told: Told = [
    [day(30), created()],
    [day(30), ended()],
    [day(31), ended(0.5)],
    [day(31), ended(undefined, other)],
  ];
  const { cost, threads, days } = insights(told);
  expect(cost).toEqual({ usd: 0.5, unknown: 2 });
  expect(threads).toEqual([
    { thread, usd: 0.5, unknown: 1 },
    { thread: other, unknown: 1 },
  ]);
  expect(days.at(-2)?.cost).toEqual({ unknown: 1 });
});

test('a thread leads from its beginning to its first landing, and a landing that was taken back is told apart', () => {
  const told: Told = [
    [day(20), created()],
    [day(30), landed('reverted')],
    [day(31), landed()],
    [day(31) + hour, landed()],
  ];
  const { lead, landings, days } = insights(told);
  expect(lead).toEqual({ count: 1, medianMs: 11 * 24 * hour, p90Ms: 11 * 24 * hour });
  expect(landings).toMatchObject({ landed: 2, reverted: 1 });
  expect(days.map((each) => [each.landed, each.reverted]).slice(-2)).toEqual([
    [0, 1],
    [2, 0],
  ]);
});

test('two asks of a thread at once are one wait of it; an open one is told as open', () => {
  const told: Told = [
    [day(31), created()],
    [day(31), opened()],
    [day(31) + hour, opened(second)],
    [day(31) + 2 * hour, answered()],
    [day(31) + 3 * hour, answered(second)],
    [day(31) + 5 * hour, opened()],
  ];
  expect(insights(told)).toMatchObject({
    waitedMs: 3 * hour,
    answers: { count: 2, medianMs: 2 * hour },
    open: { asks: 1, since: day(31) + 5 * hour },
  });
});

test('what lies before the period does not count', () => {
  const told: Told = [
    [day(1), created()],
    [day(1), ended(9)],
    [day(2), landed()],
  ];
  expect(insights(told)).toMatchObject({ lead: { count: 0 }, cost: { unknown: 0 }, landings: { landed: 0 } });
  expect(insights(told, 90)).toMatchObject({ lead: { count: 1 }, cost: { usd: 9 } });
});

test('verdicts are counted by rule, the busiest first', () => {
  const judged = (rule: string, kind: string) =>
    [day(31), fact({ type: 'action.judged', thread, verdict: { rule, kind } })] as const;
  const { rules } = insights([judged('GIT1', 'deny'), judged('default', 'allow'), judged('default', 'allow')]);
  expect(rules).toEqual([
    { rule: 'default', allow: 2, deny: 0, ask: 0 },
    { rule: 'GIT1', allow: 0, deny: 1, ask: 0 },
  ]);
});

test('the median and the ninetieth part of all are among what was measured, in order', () => {
  fc.assert(
    fc.property(fc.array(fc.nat(), { minLength: 1 }), (times) => {
      const { medianMs = -1, p90Ms = -1 } = timesOf(times);
      expect(times).toContain(medianMs);
      expect(times).toContain(p90Ms);
      expect(medianMs).toBeLessThanOrEqual(p90Ms);
      expect(times.filter((each) => each <= p90Ms).length).toBeGreaterThanOrEqual(times.length * 0.9);
    }),
  );
});

test('the days of a period add up to the whole of it', () => {
  const money = fc.option(fc.integer({ min: 0, max: 99 }), { nil: undefined });
  fc.assert(
    fc.property(fc.array(fc.tuple(fc.integer({ min: 25, max: 31 }), money)), (runs) => {
      const { days, cost, threads } = insights(runs.map(([n, usd]) => [day(n), ended(usd)] as const));
      const sum = (all: readonly { usd?: number }[]) => all.reduce((total, { usd }) => total + (usd ?? 0), 0);
      expect(sum(days.map((each) => each.cost))).toBe(cost.usd ?? 0);
      expect(sum(threads)).toBe(cost.usd ?? 0);
      expect(cost.usd === undefined).toBe(runs.every(([, usd]) => usd === undefined));
    }),
  );
});

test('no day is skipped or told twice where the clock changes', () => {
  expect(daysUpTo('2026-03-30', 3)).toEqual(['2026-03-28', '2026-03-29', '2026-03-30']);
  expect(daysUpTo('2026-03-01', 2)).toEqual(['2026-02-28', '2026-03-01']);
});
