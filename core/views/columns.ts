import { byTurn } from '../attention/order.ts';
import type { ThreadId } from '../ids.ts';
import type { Admission } from '../loop/admission.ts';
import type { Plan } from '../loop/plan.ts';
import { plan } from '../loop/plan.ts';
import { turnsOf } from '../loop/plan/turns.ts';
import type { FactoryState } from '../loop/state.ts';
import { isAlive } from '../model/run.ts';
import type { Thread } from '../model/thread.ts';
import { currentRun, openAsks } from '../model/thread.ts';
import { standing } from './board.ts';
import type { Column, Standing } from './board.ts';

export type Placed = { readonly id: ThreadId; readonly standing: Standing };

/** The whole board at one moment. */
export type Board = {
  readonly columns: Readonly<Record<Column, readonly Placed[]>>;
  readonly standings: ReadonlyMap<ThreadId, Standing>;
  readonly counts: {
    /** Runs whose process is there or about to be. */
    readonly agents: number;
    /** Threads that hold one of the places. */
    readonly active: number;
    readonly needsYou: number;
    readonly working: number;
    readonly asks: number;
    readonly dropped: number;
  };
};

/** `remembered` answers for a thread that did not change, so that a batch costs what changed in it. */
export function boardOf(state: FactoryState, admission: Admission, remembered: Remembered = new WeakMap()): Board {
  const { waiting, active } = plan(state, admission);
  const standings = new Map<ThreadId, Standing>();
  const threads = [...state.threads.values()];
  for (const thread of threads) standings.set(thread.thread, remember(thread, waiting, remembered));
  const placed = threads
    .map((thread) => ({
      thread,
      id: thread.thread,
      standing: standings.get(thread.thread) ?? standing(thread, undefined),
    }))
    .sort((a, b) => order(a) - order(b) || a.thread.number - b.thread.number);
  const turns = turnsOf(state);
  const compare = (a: ThreadId, b: ThreadId) => {
    const [first, second] = [turns.of(a), turns.of(b)];
    return first && second ? byTurn(first.ranked, second.ranked) : 0;
  };
  const inColumn = (column: Column) =>
    placed
      .filter((each) => each.standing.column === column)
      .map(({ id, standing: at }): Placed => ({ id, standing: at }));
  return {
    columns: {
      queued: inColumn('queued').sort((a, b) => compare(a.id, b.id)),
      working: inColumn('working'),
      'needs-you': inColumn('needs-you'),
      'in-review': inColumn('in-review'),
      'ready-to-land': inColumn('ready-to-land'),
      landed: inColumn('landed'),
    },
    standings,
    counts: {
      active,
      needsYou: placed.filter((each) => each.standing.column === 'needs-you').length,
      agents: threads.filter((thread) => isAlive(currentRun(thread))).length,
      working: placed.filter((each) => each.standing.column === 'working').length,
      asks: threads.reduce((count, thread) => count + (thread.dropped ? 0 : openAsks(thread).length), 0),
      dropped: threads.filter((thread) => thread.dropped).length,
    },
  };
}

export type Remembered = WeakMap<Thread, { readonly waiting: string | undefined; readonly standing: Standing }>;

function remember(thread: Thread, waiting: Plan['waiting'], remembered: Remembered): Standing {
  const reason = waiting.get(thread.thread);
  const before = remembered.get(thread);
  if (before && before.waiting === reason) return before.standing;
  const now = standing(thread, reason);
  remembered.set(thread, { waiting: reason, standing: now });
  return now;
}

/** Landed latest first, all others longest there first; what is queued is put in its own order. */
function order({ standing: at }: { standing: Standing }): number {
  return at.column === 'landed' ? -at.since : at.since;
}
