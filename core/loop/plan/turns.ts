import { isTimed, rank } from '../../attention/order.ts';
import { itemOf, nodeOf } from '../../attention/thread-item.ts';
import { createWaits } from '../../attention/waits.ts';
import type { ThreadId } from '../../ids.ts';
import { isUnfinished } from '../../model/thread.ts';
import type { Thread } from '../../model/thread.ts';
import { effectsOf, reviewOwed } from '../effects.ts';
import type { Repo } from '../../model/repo.ts';
import { dependentsOf } from '../../model/repo/repo-order.ts';
import type { FactoryState } from '../state.ts';
import type { Threads } from '../threads.ts';
import { hasBegun } from './begun.ts';
import { heldBy } from './held.ts';
import { createQueues } from './queues.ts';
import type { Turn } from './turn.ts';

export type Turns = ReturnType<typeof createTurns>;

/** The order moves with time in steps, so that a thread with a date is not weighed anew at each look. */
const step = 15 * 60_000;

const known = new WeakMap<Threads, Turns>();

/** Kept from look to look: it costs what changed since. Time is that of the latest fact, so equal facts mean equal turns. */
export function turnsOf({ threads, repos }: Pick<FactoryState, 'threads' | 'repos'>): Turns {
  const turns = known.get(threads) ?? createTurns(threads);
  known.set(threads, turns);
  turns.follow(repos);
  return turns;
}

function createTurns(threads: Threads) {
  const turns = new Map<ThreadId, Turn>();
  const waits = createWaits();
  const places = createShelf();
  const timed = new Set<ThreadId>();
  let now = 0;
  let known: readonly Repo[] = [];
  let dependents: ReturnType<typeof dependentsOf> = new Map();

  /** Which repo builds on which may move any thread. */
  function lookAt(repos: FactoryState['repos']): boolean {
    if (repos.size === known.length && [...repos.values()].every((repo, at) => repo === known[at])) return false;
    known = [...repos.values()];
    const before = dependents;
    dependents = dependentsOf(repos);
    return [...before, ...dependents].some(([id]) => before.get(id) !== dependents.get(id));
  }

  function follow(repos: FactoryState['repos']): void {
    const moved = new Set(threads.takeChanged());
    if (lookAt(repos)) for (const id of turns.keys()) moved.add(id);
    if (moved.size === 0) return;
    for (const id of [...moved]) {
      const thread = threads.get(id);
      if (thread) for (const other of waits.set(nodeOf(thread))) moved.add(other as ThreadId);
      if (thread && thread.updatedAt >= now + step) {
        now = thread.updatedAt - (thread.updatedAt % step);
        for (const other of timed) moved.add(other);
      }
    }
    for (const id of moved) renew(id, threads.get(id));
    places.queues.settle();
  }

  function renew(id: ThreadId, thread: Thread | undefined): void {
    const before = turns.get(id);
    if (before) places.take(before);
    turns.delete(id);
    timed.delete(id);
    if (!thread || !isUnfinished(thread)) return;
    const effect = effectsOf(thread);
    const item = itemOf(thread, waits, dependents);
    const turn: Turn = {
      ...{ thread, effect, review: reviewOwed(thread), ranked: rank(item, now) },
      begun: effect !== undefined && hasBegun(thread, effect),
      held: heldBy(thread),
    };
    turns.set(id, turn);
    if (isTimed(item, now)) timed.add(id);
    places.put(turn);
  }

  return {
    follow,
    ...places,
    of: (id: ThreadId) => turns.get(id),
    blockersOf: (id: ThreadId) => waits.blockersOf(id).flatMap((each) => turns.get(each as ThreadId)?.thread ?? []),
  };
}

/** Where a turn stands: landing, begun, held until a decision, held back by another thread, or in a queue; its review beside that. */
function createShelf() {
  const landings = new Set<Turn>();
  const begun = new Set<Turn>();
  const blocked = new Set<Turn>();
  const held = new Set<Turn>();
  const reviews = new Set<Turn>();
  const queues = createQueues();

  /** A check of what is there already waits for nobody. */
  function setOf({ effect, begun: under, held: why, ranked }: Turn): Set<Turn> | undefined {
    if (effect?.kind === 'land') return landings;
    if (under) return begun;
    if (effect?.kind === 'check') return undefined;
    if (effect && why !== undefined) return held;
    return ranked.item.blocked ? blocked : undefined;
  }

  return {
    queues,
    put(turn: Turn): void {
      if (turn.review) reviews.add(turn);
      const set = setOf(turn);
      if (set) set.add(turn);
      else if (turn.effect) queues.add(turn);
    },
    take(turn: Turn): void {
      reviews.delete(turn);
      const set = setOf(turn);
      if (set) set.delete(turn);
      else if (turn.effect) queues.remove(turn);
    },
    landings: () =>
      [...landings].sort((a, b) => landedAt(a) - landedAt(b) || placeInGroup(a) - placeInGroup(b) || byNumber(a, b)),
    begun: () => [...begun].sort(byNumber),
    blocked: (): ReadonlySet<Turn> => blocked,
    held: (): ReadonlySet<Turn> => held,
    reviews: () => [...reviews].sort(byNumber),
  };
}

function byNumber(a: Turn, b: Turn): number {
  return a.thread.number - b.thread.number;
}

function placeInGroup({ thread }: Turn): number {
  return thread.landings.at(-1)?.group?.threads.indexOf(thread.thread) ?? -1;
}

function landedAt({ thread }: Turn): number {
  return thread.landings.at(-1)?.startedAt ?? 0;
}
