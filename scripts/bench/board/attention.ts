// What the order of attention does to urgent, dated and humble work, beside strict priority with first come, first served.
import { createPlaces } from '../../../core/attention/limits.ts';
import { inOrder } from '../../../core/attention/order.ts';
import type { Item } from '../../../core/attention/order.ts';
import { simulate } from '../support/invented/simulated-factory.ts';
import type { Outcome, Policy, Ready } from '../support/invented/simulated-factory.ts';
import { chanceOf, simulatedWeeks } from '../support/invented/simulated-weeks.ts';

const days = 90;
const seeds = 24;
const places = 3;
/** The load that is judged; the others are told beside it. */
const judged = 0.95;
const hour = 3_600_000;

const ours: Policy = (ready, busy, now) => {
  const byId = new Map(ready.map((each) => [each.arrival.id, each]));
  const background = [...ready, ...busy].filter(({ arrival }) => arrival.background).length;
  const taken = createPlaces({ places }, background);
  for (const { item, lane } of inOrder(busy.map(itemOf), now))
    taken.take({ repos: [], lane: item.background ? 'background' : lane });
  const first = inOrder(ready.map(itemOf), now).find(({ lane }) => taken.refuse({ repos: [], lane }) === undefined);
  return first && byId.get(first.item.id);
};

/** P0 before P1 and so on; of the same priority the older first. */
const naive: Policy = (ready) =>
  ready.toSorted(
    ({ arrival: a }, { arrival: b }) => a.priority.localeCompare(b.priority) || a.createdAt - b.createdAt,
  )[0];

function itemOf({ arrival, turn, unblocks, holdsUrgent }: Ready): Item {
  const { id, number, createdAt, priority, size, due, boost, background } = arrival;
  return {
    ...{ id, number, createdAt, priority, size, boost, background, unblocks, holdsUrgent },
    ...{ stage: turn === 0 ? 'start' : 'code', retries: turn, blocked: false, builtOn: 0 },
    ...(due !== undefined && { due }),
  };
}

function figures(outcomes: readonly Outcome[]) {
  const waits = (priority: string, among = outcomes) =>
    among
      .filter(({ arrival }) => arrival.priority === priority)
      .map(({ arrival, beganAt }) => (beganAt - arrival.createdAt) / hour)
      .toSorted((a, b) => a - b);
  const p0 = waits('P0');
  /** Strict priority does not hurry what a P0 waits for, so those that wait for nothing are told apart. */
  const free = waits(
    'P0',
    outcomes.filter(({ arrival }) => arrival.waitsFor === undefined),
  );
  const dated = outcomes.filter(({ arrival }) => arrival.due !== undefined);
  const late = dated.filter(({ arrival, doneAt }) => doneAt > (arrival.due ?? Infinity));
  return {
    p0WaitHours: { mean: mean(p0), p95: p0[Math.floor(p0.length * 0.95)] ?? 0, waitingForNothing: mean(free) },
    overduePercent: (100 * late.length) / dated.length,
    worstP4WaitHours: waits('P4').at(-1) ?? 0,
    meanWaitHours: Object.fromEntries(
      ['P0', 'P1', 'P2', 'P3', 'P4'].map((priority) => [priority, mean(waits(priority))]),
    ),
    meanLeadHours: mean(outcomes.map(({ arrival, doneAt }) => (doneAt - arrival.createdAt) / hour)),
    threads: outcomes.length,
  };
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

function run(load: number, runs: number) {
  const weeks = Array.from({ length: runs }, (_, seed) => simulatedWeeks({ days, places, load }, chanceOf(seed + 1)));
  const all = (policy: Policy) => figures(weeks.flatMap((arrivals) => simulate(arrivals, places, policy)));
  return { load, ours: all(ours), naive: all(naive) };
}

const result = run(judged, seeds);
const ratio = {
  all: result.ours.p0WaitHours.mean / result.naive.p0WaitHours.mean,
  waitingForNothing: result.ours.p0WaitHours.waitingForNothing / result.naive.p0WaitHours.waitingForNothing,
};
const pass =
  Math.max(ratio.all, ratio.waitingForNothing) <= 1.1 &&
  result.ours.overduePercent <= 17 &&
  result.ours.worstP4WaitHours <= 200;
console.log(
  JSON.stringify(
    {
      ...{ bench: 'attention', days, seeds, places, load: judged, ours: result.ours, naive: result.naive },
      p0WaitRatio: ratio,
      limit:
        'P0 waits at most 10 % longer than by strict priority, at most 17 % of what has a date is late, no P4 waits over 200 h',
      pass,
      otherLoads: process.argv.includes('--loads') ? [0.7, 0.8, 0.85, 0.9].map((load) => run(load, 6)) : undefined,
    },
    undefined,
    2,
  ),
);
process.exitCode = pass ? 0 : 1;
