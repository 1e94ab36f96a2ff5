import type { Snapshot } from '../contract.ts';
import type { OlderThreads } from './thread/work-methods.ts';
import type { ThreadId } from '../ids.ts';
import { emptyState } from '../loop/state.ts';
import type { FactoryState } from '../loop/state.ts';
import { isAtRest } from '../loop/threads.ts';
import { isUnfinished } from '../model/thread.ts';
import type { Thread } from '../model/thread.ts';

/** The part of a snapshot that the journal adds up to. */
export type Recorded = Pick<
  Snapshot,
  'repos' | 'threads' | 'older' | 'signals' | 'gate' | 'limits' | 'seat' | 'orders' | 'lessons'
>;

export function recordedIn(state: FactoryState): Recorded {
  return { threads: [...state.threads.values()], ...besideThreads(state) };
}

/** Of the threads at rest so many, the latest. */
const latest = 200;

/** What a board needs at first: threads that are not at rest, those that they name, and the latest of the others. */
export function recentIn(state: FactoryState): Recorded {
  const { threads } = state;
  const here = [...threads.awake()];
  const resting = here.filter(isAtRest).sort((a, b) => b.updatedAt - a.updatedAt);
  const needed = [...here.filter((thread) => !isAtRest(thread)), ...resting.slice(0, latest)];
  const named = needed.filter(isUnfinished).flatMap(namedBy);
  const recent = new Set([...needed, ...named.flatMap((id) => threads.get(id) ?? [])]);
  const all = threads.isWhole() && recent.size === here.length;
  return {
    threads: [...recent].sort((a, b) => a.number - b.number),
    ...(!all && { older: threads.highest() + 1 }),
    ...besideThreads(state),
  };
}

function namedBy({ edges = [], alike = [] }: Thread): readonly ThreadId[] {
  return [...edges, ...alike].map(({ to }) => to);
}

const pageSize = 250;

/** A page of all threads, whether they are at rest or not. */
export function olderThan(below: number, { threads }: Pick<FactoryState, 'threads'>): Omit<OlderThreads, 'seq'> {
  const from = below - pageSize > 1 ? below - pageSize : -Infinity;
  return { threads: threads.between(from, below), below: from > 0 ? from : undefined };
}

function besideThreads({ repos, signals, gate, limits, seat, orders, lessons }: FactoryState) {
  return {
    ...{ repos: [...repos.values()], signals: [...signals.values()] },
    ...{ gate, limits, seat, orders, lessons },
  };
}

/** A snapshot as the state it was taken of; the maps are new. */
export function stateOf({ repos, threads, signals, gate, limits, seat, orders, lessons }: Recorded): FactoryState {
  const state = { ...emptyState(), gate, limits, seat, orders, lessons };
  for (const repo of repos) state.repos.set(repo.id, repo);
  for (const thread of threads) state.threads.set(thread.thread, thread);
  for (const known of signals) state.signals.set(known.signal.id, known);
  return state;
}
