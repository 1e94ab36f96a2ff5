import type { ThreadId } from '../ids.ts';
import { isAlive } from '../model/run.ts';
import type { Thread } from '../model/thread.ts';
import { currentLanding, currentRound, currentRun, openAsks } from '../model/thread.ts';
import { effectsOf } from './effects.ts';
import type { Effect } from './effects.ts';
import type { FactoryState } from './state.ts';

export type Plan = {
  /** What should be under way now. */
  readonly effects: readonly Effect[];
  /** Threads that owe work but wait, each with the reason a person reads. */
  readonly waiting: ReadonlyMap<ThreadId, string>;
};

/**
 * Decides which owed work is admitted. Landings go one at a time, oldest first, and always before other work.
 * At most `limit` threads work at once; one that waits for the person gives its place to the next. What has begun is
 * never taken out again: when an answer or fewer places make it one too many, the others wait until it has ended.
 */
export function plan(state: FactoryState, limit: number): Plan {
  const effects: Effect[] = [];
  const waiting = new Map<ThreadId, string>();
  const owing = [...state.threads.values()].filter((thread) => effectsOf(thread) !== undefined).sort(byTurn);
  let active = 0;
  let landing = false;
  for (const thread of owing) {
    const effect = effectsOf(thread);
    if (!effect) continue;
    if (effect.kind === 'land') {
      if (landing) waiting.set(thread.thread, 'Another landing is under way');
      else effects.push(effect);
      landing = true;
    } else if (waitsForPerson(thread)) {
      effects.push(effect);
    } else if (active < limit || hasBegun(thread, effect)) {
      active += 1;
      effects.push(effect);
    } else {
      waiting.set(thread.thread, `${String(active)} of ${String(limit)} places are taken`);
    }
  }
  return { effects, waiting };
}

function waitsForPerson(thread: Thread): boolean {
  return isAlive(currentRun(thread)) && openAsks(thread).length > 0;
}

function hasBegun(thread: Thread, effect: Effect): boolean {
  switch (effect.kind) {
    case 'prepare':
      return thread.workspace.kind === 'preparing';
    case 'run':
      return isAlive(currentRun(thread));
    case 'check':
      return currentRound(thread)?.round === effect.round;
    default:
      return true;
  }
}

/** Landings by start, then what is under way, then threads that have begun, then the order of creation. Total. */
function byTurn(a: Thread, b: Thread): number {
  return rank(a) - rank(b) || landingStart(a) - landingStart(b) || a.number - b.number;
}

function rank(thread: Thread): number {
  const landing = currentLanding(thread);
  if (landing && !landing.ended) return 0;
  const effect = effectsOf(thread);
  if (effect && hasBegun(thread, effect)) return 1;
  return thread.workspace.kind === 'none' ? 3 : 2;
}

function landingStart(thread: Thread): number {
  const landing = currentLanding(thread);
  return landing && !landing.ended ? landing.startedAt : 0;
}
