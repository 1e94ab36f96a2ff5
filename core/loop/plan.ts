import { whereabouts } from '../attention/thread-item.ts';
import type { RepoId, ThreadId } from '../ids.ts';
import { isAlive } from '../model/run.ts';
import type { Thread } from '../model/thread.ts';
import { currentRun, openAsks } from '../model/thread.ts';
import type { Admission } from './admission.ts';
import type { Effect } from './effects.ts';
import { limitGate } from './limits/limit-gate.ts';
import { hasBegun } from './plan/begun.ts';
import { placesIn } from './plan/places.ts';
import type { Kind, Places } from './plan/places.ts';
import { inTurn } from './plan/queues.ts';
import type { Queue } from './plan/queues.ts';
import { kindOf } from './plan/turn.ts';
import type { Turn } from './plan/turn.ts';
import { turnsOf } from './plan/turns.ts';
import type { Turns } from './plan/turns.ts';
import type { FactoryState } from './state.ts';

export type Plan = {
  /** What should be under way now. */
  readonly effects: readonly Effect[];
  /** Threads that owe work but wait, each with the reason a person reads. Made when it is read, before the state moves on. */
  readonly waiting: ReadonlyMap<ThreadId, string>;
  /** Whether that is still to be done, now or when it is admitted. Asked before the state moves on. */
  readonly owes: (effect: Effect) => boolean;
  /** Agents that are, or are about to be, at work. */
  readonly active: number;
};

/**
 * Decides which owed work is admitted. Landings go one at a time, oldest first, and always before other work; one round
 * of checks and one review have a place of their own, so that finished work never waits behind new work; all else goes by
 * `attention`. One that waits for the person gives its place to the next. What has begun is never taken out again: when an answer or
 * fewer places make it one too many, the others wait until it has ended.
 */
export function plan(state: FactoryState, admission: Admission): Plan {
  const turns = turnsOf(state);
  const under = turns.begun();
  const queues = turns.queues.all();
  const places = placesIn(admission, {
    background: count(queues.filter((queue) => queue.lane === 'background')) + under.filter(isBackground).length,
    nameOf: (repo) => state.repos.get(repo as RepoId)?.name ?? repo,
    limited: limitGate(state),
    seated: state.seat.sitting !== undefined,
  });
  const effects: Effect[] = [];
  const admit = (turn: Turn, effect = turn.effect, kind: Kind = kindOf(turn)) => {
    if (effect && places.refuse(turn.thread, effect, kind) === undefined) effects.push(effect);
  };
  const reviews = turns.reviews();
  for (const turn of reviews) if (reviewHasBegun(turn)) admit(turn, turn.review, review);
  const [landing] = turns.landings();
  if (landing?.effect) effects.push(landing.effect);
  for (const turn of under) {
    if (turn.effect && waitsForPerson(turn.thread)) effects.push(turn.effect);
    else admit(turn);
  }
  for (const turn of inTurn(queues, (queue) => places.closed(queue) !== undefined)) admit(turn);
  for (const turn of reviews) if (!reviewHasBegun(turn)) admit(turn, turn.review, review);
  let waiting: Plan['waiting'] | undefined;
  return {
    ...{ effects, active: places.busy() },
    owes({ thread, key }) {
      const turn = turns.of(thread);
      return turn?.effect?.key === key || turn?.review?.key === key;
    },
    get waiting() {
      return (waiting ??= reasonsOf(turns, places, effects));
    },
  };
}

/** Beyond the place of its own a review takes one like a run: one that has begun keeps it, any other comes after the work. */
const review: Kind = { apart: 'review', lane: 'finish', repos: [] };

function reviewHasBegun({ thread, review: effect }: Turn): boolean {
  return effect !== undefined && hasBegun(thread, effect);
}

function isBackground({ ranked }: Turn): boolean {
  return ranked.lane === 'background';
}

function count(queues: readonly Queue[]): number {
  return queues.reduce((sum, { turns }) => sum + turns.size(), 0);
}

function waitsForPerson(thread: Thread): boolean {
  return isAlive(currentRun(thread)) && openAsks(thread).length > 0;
}

function reasonsOf(turns: Turns, places: Places, effects: readonly Effect[]): ReadonlyMap<ThreadId, string> {
  const reasons = new Map<ThreadId, string>();
  const tell = ({ thread }: Turn, reason: string | undefined) => {
    if (reason !== undefined) reasons.set(thread.thread, reason);
  };
  const admitted = new Set(effects.map((effect) => effect.key));
  for (const turn of turns.landings().slice(1)) tell(turn, 'Another landing is under way');
  for (const turn of turns.held()) tell(turn, turn.held);
  for (const turn of turns.blocked())
    tell(turn, `Waits for ${turns.blockersOf(turn.thread.thread).map(whereabouts).join('; and for ')}`);
  for (const { turns: queued } of turns.queues.all())
    for (const turn of queued.values())
      if (turn.effect && !admitted.has(turn.effect.key)) tell(turn, places.why(turn.effect, kindOf(turn)));
  for (const turn of turns.reviews())
    if (turn.review && !turn.effect && !admitted.has(turn.review.key)) tell(turn, places.why(turn.review, review));
  return reasons;
}
