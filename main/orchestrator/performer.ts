import type { Effect } from '../../core/loop/effects.ts';
import type { Plan } from '../../core/loop/plan.ts';

/** Performs one effect to its end. Must end soon after `signal` is aborted. `reason` of the abort: `not-owed` or `stopping`. */
export type Perform = (effect: Effect, signal: AbortSignal) => Promise<void>;

export type Performer = {
  /** Starts what is owed and not under way; aborts what is under way and no longer owed. */
  follow(plan: Pick<Plan, 'effects'>): void;
  underWay(): ReadonlySet<string>;
  /** Aborts everything and resolves when it has ended. */
  stop(): Promise<void>;
};

export type AbortReason = 'not-owed' | 'stopping';

type UnderWay = { readonly abort: AbortController; readonly ended: Promise<void> };

const firstPauseMs = 250;
const longestPauseMs = 30_000;

/**
 * Keeps the world in step with the plan. An effect that ended and is still owed is started again, after a pause that
 * doubles, so that a fault that changes nothing does not become a busy loop. `onEnd` asks for the next plan.
 */
export function createPerformer(perform: Perform, onEnd: () => void): Performer {
  const underWay = new Map<string, UnderWay>();
  const pauses = new Map<string, { readonly until: number; readonly pauseMs: number }>();
  let stopped = false;
  let alarm: NodeJS.Timeout | undefined;

  function start(effect: Effect): void {
    const abort = new AbortController();
    const ended = attempt(perform, effect, abort.signal).finally(() => {
      underWay.delete(effect.key);
      const before = pauses.get(effect.key)?.pauseMs ?? firstPauseMs / 2;
      const pauseMs = Math.min(before * 2, longestPauseMs);
      pauses.set(effect.key, { until: performance.now() + pauseMs, pauseMs });
      onEnd();
    });
    underWay.set(effect.key, { abort, ended });
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
      for (const key of pauses.keys()) if (!owed.has(key)) pauses.delete(key);
      if (stopped) return;
      let soonest = Infinity;
      for (const effect of plan.effects) {
        if (underWay.has(effect.key)) continue;
        const wait = (pauses.get(effect.key)?.until ?? 0) - performance.now();
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
