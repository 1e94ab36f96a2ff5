import type { Snapshot } from '../contract.ts';
import { emptyState } from '../loop/state.ts';
import type { FactoryState } from '../loop/state.ts';

/** The part of a snapshot that the journal adds up to. */
export type Recorded = Pick<
  Snapshot,
  'repos' | 'threads' | 'signals' | 'gate' | 'limits' | 'seat' | 'orders' | 'lessons'
>;

export function recordedIn({ repos, threads, signals, ...shared }: FactoryState): Recorded {
  const { gate, limits, seat, orders, lessons } = shared;
  return {
    ...{ repos: [...repos.values()], threads: [...threads.values()], signals: [...signals.values()] },
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
