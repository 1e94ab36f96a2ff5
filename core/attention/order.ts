import type { Priority, Triage } from '../model/attention/triage.ts';

/** What is broken for everybody, what is begun, what is new, and what has time. */
const lanes = ['stop-the-line', 'finish', 'start', 'background'] as const;
export type Lane = (typeof lanes)[number];

/** How far a thread has come; the nearer its end the earlier its turn. */
export const stages = ['landing', 'review', 'test', 'code', 'start'] as const;
export type Stage = (typeof stages)[number];

/** What the order reads of a thread. */
export type Item = Triage & {
  readonly id: string;
  readonly number: number;
  readonly createdAt: number;
  readonly stage: Stage;
  /** Tries at its present step that failed. */
  readonly retries: number;
  /** Open threads that wait for this one. */
  readonly unblocks: number;
  /** Repos whose code builds on one of its own. */
  readonly builtOn: number;
  /** One of those that wait for it, or for one of them, is a P0. */
  readonly holdsUrgent: boolean;
  /** It waits for another thread itself. */
  readonly blocked: boolean;
};

/** score = (value + due + unblocked) / size + age − retries + boost + provider */
export type Terms = {
  readonly value: number;
  readonly due: number;
  readonly unblocked: number;
  readonly size: number;
  readonly age: number;
  readonly retries: number;
  readonly boost: number;
  /** What others build on begins before them, where nothing else tells them apart by more than this. */
  readonly provider: number;
};

export type Ranked = {
  readonly item: Item;
  readonly lane: Lane;
  readonly terms: Terms;
  readonly score: number;
  /** The score without what time adds to all alike, so that it may be compared with one of another moment. */
  readonly weight: number;
};

const values: Readonly<Record<Priority, number>> = { P0: 16, P1: 8, P2: 4, P3: 2, P4: 1 };
const hour = 3_600_000;
const day = 24 * hour;
const mostForDue = 16;
const perUnblocked = 3;
const perDay = 0.5;
const forProvider = 1;
/** Background work that has waited so long is work like any other, so that it starts even where there is one place. */
const backgroundUntil = 7 * day;

/** `now` is milliseconds since the epoch. */
export function rank(item: Item, now: number): Ranked {
  const terms: Terms = {
    value: values[item.priority],
    due: duePoints(item.due, now),
    unblocked: perUnblocked * item.unblocks,
    size: item.size,
    age: (perDay * (now - item.createdAt)) / day,
    retries: item.retries,
    boost: item.boost,
    provider: item.builtOn > 0 ? forProvider : 0,
  };
  const still = (terms.value + terms.due + terms.unblocked) / terms.size - terms.retries + terms.boost + terms.provider;
  return {
    ...{ item, lane: laneOf(item, now), terms },
    score: still + terms.age,
    weight: still - (perDay * item.createdAt) / day,
  };
}

/** 16·e^(−hours left/24). What is overdue stays at 16: it cannot be made good, and must not push out what still can be. */
function duePoints(due: number | undefined, now: number): number {
  return due === undefined ? 0 : mostForDue * Math.exp(-Math.max(0, due - now) / hour / 24);
}

function laneOf({ priority, holdsUrgent, background, stage, createdAt }: Item, now: number): Lane {
  if (holdsUrgent || (priority === 'P0' && !background)) return 'stop-the-line';
  if (background && now - createdAt < backgroundUntil) return 'background';
  return stage === 'start' ? 'start' : 'finish';
}

/** Whether time alone can move it among the others. */
export function isTimed({ due, background, createdAt }: Item, now: number): boolean {
  return (due !== undefined && due > now) || (background && now - createdAt < backgroundUntil);
}

const unpinned = Number.MAX_VALUE;

/**
 * The one order, total over any board: what can go on before what waits for another thread; what the person pinned; the
 * lanes; the nearer the end in the lane that finishes; the score; the number.
 */
export function byTurn(a: Ranked, b: Ranked): number {
  return (
    Number(a.item.blocked) - Number(b.item.blocked) ||
    (a.item.pinned ?? unpinned) - (b.item.pinned ?? unpinned) ||
    lanes.indexOf(a.lane) - lanes.indexOf(b.lane) ||
    (a.lane === 'finish' ? stages.indexOf(a.item.stage) - stages.indexOf(b.item.stage) : 0) ||
    b.weight - a.weight ||
    a.item.number - b.item.number ||
    (a.item.id < b.item.id ? -1 : Number(a.item.id > b.item.id))
  );
}

export function inOrder(items: readonly Item[], now: number): readonly Ranked[] {
  return items.map((item) => rank(item, now)).sort(byTurn);
}
