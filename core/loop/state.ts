import type { RepoId, SignalId } from '../ids.ts';
import { emptyGate } from '../model/gate.ts';
import type { GateState } from '../model/gate.ts';
import type { Limits } from './limits/limit.ts';
import type { Repo } from '../model/repo.ts';
import type { KnownSignal } from '../model/deciding/signal.ts';
import type { Order } from '../model/deciding/order.ts';
import type { Lesson } from '../model/learning/lesson.ts';
import { emptySeat } from '../model/deciding/seat.ts';
import type { Seat } from '../model/deciding/seat.ts';
import { Threads } from './threads.ts';

/**
 * What the journal adds up to. The maps are changed in place by `evolve`, the values never:
 * a thread that changed is a new object, so a reader compares by identity.
 */
export type FactoryState = {
  readonly repos: Map<RepoId, Repo>;
  readonly threads: Threads;
  readonly signals: Map<SignalId, KnownSignal>;
  /** Replaced by `evolve`, never changed in place. */
  gate: GateState;
  /** What holds whole harnesses back. Replaced by `evolve`, never changed in place. */
  limits: Limits;
  /** What the person said once for all that comes. Replaced by `evolve`, never changed in place. */
  orders: readonly Order[];
  /** What was drawn from things that broke. Replaced by `evolve`, never changed in place. */
  lessons: readonly Lesson[];
  /** What a model was asked and said. Replaced by `evolve`, never changed in place. */
  seat: Seat;
};

export function emptyState(): FactoryState {
  return {
    ...{ repos: new Map(), threads: new Threads(), signals: new Map() },
    ...{ gate: emptyGate(), limits: {}, seat: emptySeat(), orders: [], lessons: [] },
  };
}
