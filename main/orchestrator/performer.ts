import { backOffMs } from '../../core/loop/back-off.ts';
import type { Effect } from '../../core/loop/effects.ts';
import type { Plan } from '../../core/loop/plan.ts';

/** Performs one effect to its end. Must end soon after `signal` is aborted. `reason` of the abort: `not-owed` or `stopping`. */
export type Perform = (effect: Effect, signal: AbortSignal) => Promise<void>;

export type Performer = {
  /** Starts what is owed and not under way; aborts what is under way and no longer owed. */
  follow(plan: Pick<Plan, 'effects' | 'owes'>): void;
  underWay(): ReadonlySet<string>;
  /** Aborts everything and resolves when it has ended. */
  stop(): Promise<void>;
};

export type AbortReason = 'not-owed' | 'stopping';

type End = { readonly effect: Effect; readonly tries: number; readonly at: number; readonly chance: number };
type UnderWay = { readonly abort: AbortController; readonly ended: Promise<void> };

/**
 * Keeps the world in step with the plan. An effect that ended and is still owed is started again, after a pause that
 * doubles, so that a fault that changes nothing does not become a busy loop. `onEnd` asks for the next plan; `chance`
 * is between 0 and 1.
 */
export function createPerformer(perform: Perform, onEnd: () => void, chance: () => number = Math.random): Performer {
  const underWay = new Map<string, UnderWay>();
  /** Effects that have ended and are owed still, how often in a row, and when. */
  const ends = new Map<string, End>();
  let stopped = false;
  let alarm: NodeJS.Timeout | undefined;

  function start(effect: Effect): void {
    const abort = new AbortController();
    const ended = attempt(perform, effect, abort.signal).finally(() => {
      underWay.delete(effect.key);
      const tries = (ends.get(effect.key)?.tries ?? 0) + 1;
      ends.set(effect.key, { effect, tries, at: performance.now(), chance: chance() });
      onEnd();
    });
    underWay.set(effect.key, { abort, ended });
  }

  /** What the end of the last try was is only known from the plan that follows it. */
  function pauseLeft({ key, ...effect }: Effect): number {
    const end = ends.get(key);
    if (!end) return 0;
    const after = 'after' in effect ? effect.after : undefined;
    return end.at + backOffMs(end.tries - 1, after, end.chance) - performance.now();
  }

  /** One timer, for the effect whose pause ends first, however often the plan is looked at meanwhile. */
  function wakeIn(ms: number): void {
    clearTimeout(alarm);
    alarm = ms === Infinity ? undefined : setTimeout(onEnd, ms).unref();
  }

  return {
    follow(plan) {
      const owed = new Set(plan.effects.map((effect) => effect.key));
      for (const [key, each] of underWay) if (!owed.has(key)) each.abort.abort('not-owed' satisfies AbortReason);
      // What waits for a place, or for the machine, is no new wish when it gets it.
      for (const [key, { effect }] of ends) if (!owed.has(key) && !plan.owes(effect)) ends.delete(key);
      if (stopped) return;
      let soonest = Infinity;
      for (const effect of plan.effects) {
        if (underWay.has(effect.key)) continue;
        const wait = pauseLeft(effect);
        if (wait > 0) soonest = Math.min(soonest, wait);
        else start(effect);
      }
      wakeIn(soonest);
    },
    underWay: () => new Set(underWay.keys()),
    async stop() {
      stopped = true;
      wakeIn(Infinity);
      for (const each of underWay.values()) each.abort.abort('stopping' satisfies AbortReason);
      await Promise.all([...underWay.values()].map((each) => each.ended));
    },
  };
}

/** The one place where an effect's error stops: it is told, and the others go on. */
async function attempt(perform: Perform, effect: Effect, signal: AbortSignal): Promise<void> {
  try {
    await perform(effect, signal);
  } catch (error) {
    console.error(`teatree: ${effect.key} failed`, error);
  }
}
