import type { Triage } from '../../../../core/model/attention/triage.ts';

/** One thread as it will have been: what is known of it when it comes, and what only its end tells. */
export type Arrival = Triage & {
  readonly id: string;
  readonly number: number;
  readonly createdAt: number;
  readonly waitsFor: string | undefined;
  /** Milliseconds of each turn of its agent; between two of them the checks ran and were red. */
  readonly turns: readonly number[];
  readonly checkMs: number;
};

export type Scene = { readonly days: number; readonly places: number; readonly load: number };

const hour = 3_600_000;
const priorities = { P0: 0.03, P1: 0.15, P2: 0.4, P3: 0.27, P4: 0.15 } as const;
const sizes = { 1: 0.3, 2: 0.25, 3: 0.25, 5: 0.13, 8: 0.07 } as const;
const meanSize = Object.entries(sizes).reduce((sum, [size, share]) => sum + Number(size) * share, 0);
/** An agent needs half an hour for each point of size, more or less; a repair takes half as long as what it repairs. */
const hoursPerPoint = 0.5;
const redShare = 0.3;
const spread = 0.5;
const meanHours = hoursPerPoint * meanSize * Math.exp(spread ** 2 / 2) * (1 + (0.5 * redShare) / (1 - redShare));

/**
 * What one person and a few schedules hand to a factory: most of it in working hours, a little in the evening and at
 * night, little at weekends. Three in ten have a date, from a working day to ten days away, whatever their priority; one
 * in twelve waits for an earlier one. `load` is the share of the places' time that the work needs; agents work round the
 * clock.
 */
export function simulatedWeeks({ days, places, load }: Scene, chance: () => number): readonly Arrival[] {
  const meanPerHour = (load * places) / meanHours;
  const arrivals: Arrival[] = [];
  for (let at = 0; ;) {
    at += -Math.log(1 - chance()) / (meanPerHour * busiest);
    if (at > days * 24) return arrivals;
    if (chance() * busiest < eagerness(at)) arrivals.push(arrival(at * hour, arrivals, chance));
  }
}

/** Times the mean, by the hour of the week; it begins with Monday. The week's mean is 1. */
function eagerness(at: number): number {
  const hourOfDay = at % 24;
  const weekend = Math.floor(at / 24) % 7 >= 5;
  const raw = weekend ? 0.25 : hourOfDay >= 9 && hourOfDay < 18 ? 2.2 : hourOfDay >= 18 && hourOfDay < 23 ? 0.8 : 0.3;
  return raw / weekMean;
}

const weekMean = (5 * (9 * 2.2 + 5 * 0.8 + 10 * 0.3) + 2 * 24 * 0.25) / (7 * 24);
const busiest = 2.2 / weekMean;

function arrival(createdAt: number, before: readonly Arrival[], chance: () => number): Arrival {
  const number = before.length + 1;
  const size = Number(pick(sizes, chance())) as Triage['size'];
  const first = size * hoursPerPoint * Math.exp(spread * normal(chance)) * hour;
  const turns = [first];
  while (chance() < redShare) turns.push(first / 2);
  const dated = chance() < 0.3;
  const slack = 8 * 30 ** chance() * hour;
  const other = before.at(-1 - Math.floor(chance() * 12));
  return {
    ...{ id: String(number), number, createdAt, size, turns, checkMs: (0.1 + 0.2 * chance()) * hour },
    ...{ priority: pick(priorities, chance()), boost: 0, background: chance() < 0.03 },
    ...(dated && { due: createdAt + slack }),
    waitsFor: chance() < 1 / 12 ? other?.id : undefined,
  };
}

function pick<K extends string | number>(shares: Readonly<Record<K, number>>, chance: number): `${K}` {
  let left = chance;
  const names = Object.keys(shares) as `${K}`[];
  for (const name of names) {
    left -= shares[name as K];
    if (left < 0) return name;
  }
  return names.at(-1) as `${K}`;
}

function normal(chance: () => number): number {
  return Math.sqrt(-2 * Math.log(1 - chance())) * Math.cos(2 * Math.PI * chance());
}

/** mulberry32: the same numbers for the same seed, everywhere. */
export function chanceOf(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
