import { runKey } from '../../core/loop/effects.ts';
import type { Effect } from '../../core/loop/effects.ts';
import type { Entry } from '../../core/loop/event.ts';
import { plan } from '../../core/loop/plan.ts';
import type { Plan } from '../../core/loop/plan.ts';
import type { FactoryState } from '../../core/loop/state.ts';
import { isAlive } from '../../core/model/run.ts';
import { currentRun, openAsks } from '../../core/model/thread.ts';
import type { Journal } from '../store/store-port.ts';
import { createActivityBoard } from './activity.ts';
import type { ActivityBoard } from './activity.ts';
import type { Orchestrator } from './orchestrator-port.ts';
import { createSteadfast } from './surroundings/steadfast.ts';
import type { Machine } from './surroundings/machine.ts';
import { createPerformer } from './performer.ts';
import { createWriter } from './writer.ts';

export type World = {
  /** Performs one effect to its end; reports what happened through `dispatch`. */
  perform(effect: Effect, signal: AbortSignal): Promise<void>;
  /** Brings the records in line with what really lives and stands, after a start. */
  reconcile(): Promise<void>;
  /** Ends what waits between its turns. */
  close(): Promise<void>;
};

export type OrchestratorOptions = {
  readonly journal: Journal;
  readonly now: () => number;
  readonly machine: Pick<Machine, 'admission' | 'subscribe' | 'obstruct' | 'carry'>;
  /** Called once; gets the orchestrator whose effects it performs. */
  readonly world: (orchestrator: Orchestrator, onActivity: ActivityBoard['saw']) => World;
};

/** Wires the single writer to the world: every recorded batch leads to a new plan, the plan to effects. */
export function createOrchestrator({ machine, ...options }: OrchestratorOptions): Orchestrator {
  const listeners = new Set<(entries: readonly Entry[]) => void>();
  const waiters = new Set<() => void>();
  const activity = createActivityBoard(options.now, () => writer.state.threads.awake());
  const unwatch = machine.subscribe(() => follow());
  let started = false;

  const writer = createWriter(options.journal, {
    now: options.now,
    onRecorded(entries) {
      for (const listener of listeners) listener(entries);
      follow();
    },
  });
  const steadfast = createSteadfast(writer.dispatch, (trouble) => machine.obstruct(trouble?.message));
  const performer = createPerformer((effect, signal) => world.perform(effect, signal), follow);

  function follow(): void {
    if (started) performer.follow(carried(machine, plan(writer.state, machine.admission())));
    if (waiters.size === 0 || !isSettled()) return;
    for (const resolve of waiters) resolve();
    waiters.clear();
  }

  /** Everything that can go on without the person has ended: what is under way only waits for an answer. */
  function isSettled(): boolean {
    if (writer.state.seat.sitting) return false;
    const waiting = waitingRuns(writer.state);
    const busy = [...performer.underWay()].some((key) => !waiting.has(key));
    return !busy && plan(writer.state, machine.admission()).effects.every((effect) => waiting.has(effect.key));
  }

  const orchestrator: Orchestrator = {
    state: writer.state,
    seq: writer.seq,
    dispatch: writer.dispatch,
    report: steadfast.report,
    subscribe: (listener) => subscribeTo(listeners, listener),
    subscribeActivity: activity.subscribe,
    async start() {
      await world.reconcile();
      started = true;
      follow();
    },
    settled() {
      setImmediate(follow);
      return new Promise((resolve) => waiters.add(resolve));
    },
    async stop() {
      unwatch();
      steadfast.stop();
      await performer.stop();
      await world.close();
      activity.stop();
      writer.project();
    },
  };
  const world = options.world(orchestrator, activity.saw);
  return orchestrator;
}

/** The machine is told how many turns are ours, which it must not hold against the next. */
function carried(machine: Pick<Machine, 'carry'>, next: Plan): Plan {
  machine.carry(next.active);
  return next;
}

/** Keys of runs that are held by an open ask. */
function waitingRuns(state: FactoryState): ReadonlySet<string> {
  const keys = new Set<string>();
  for (const thread of state.threads.awake()) {
    const run = currentRun(thread);
    if (run && isAlive(run) && openAsks(thread).length > 0) keys.add(runKey(thread, run.instruction));
  }
  return keys;
}

function subscribeTo<T>(listeners: Set<T>, listener: T): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}
