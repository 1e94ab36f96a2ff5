import type { Entry, FactoryEvent } from '../../../core/loop/event.ts';
import { evolve } from '../../../core/loop/evolve.ts';
import { emptyState } from '../../../core/loop/state.ts';
import type { FactoryState } from '../../../core/loop/state.ts';
import type { Journal } from '../../store/store-port.ts';

/** A journal that keeps its commits apart, and whose disk can be full. */
export function memoryJournal(past: readonly Entry[] = []) {
  const commits: (readonly Entry[])[] = past.length === 0 ? [] : [past];
  let full = false;
  let refused = 0;
  const entries = () => commits.flat();
  const fold = (): FactoryState => {
    const state = emptyState();
    for (const entry of entries()) evolve(state, entry);
    return state;
  };
  const journal: Journal = {
    load: () => ({ state: fold(), seq: entries().length }),
    append(at: number, events: readonly FactoryEvent[]) {
      if (full) {
        refused += 1;
        throw new Error('database or disk is full');
      }
      const before = entries().length;
      const commit = events.map((event, index) => ({ seq: before + index + 1, at, event }));
      commits.push(commit);
      return commit;
    },
    project() {
      if (full) throw new Error('database or disk is full');
    },
    read: (after, limit) => entries().slice(after, after + limit),
    lastJudged: (limit) =>
      entries()
        .filter(({ event }) => event.type === 'action.judged')
        .slice(-limit),
  };
  return {
    ...{ journal, commits, entries, fold },
    /** The disk is full until it is not. */
    setFull: (is: boolean) => {
      full = is;
    },
    /** How many commits the full disk refused. */
    refused: () => refused,
  };
}
