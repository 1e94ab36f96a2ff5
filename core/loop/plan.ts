import type { ThreadId } from '../ids.ts';
import { isAlive } from '../model/run.ts';
import { openReview } from '../model/review/review.ts';
import type { Thread } from '../model/thread.ts';
import { currentLanding, currentRound, currentRun, openAsks } from '../model/thread.ts';
import type { Admission } from './admission.ts';
import { effectsOf, reviewOwed } from './effects.ts';
import type { Effect } from './effects.ts';
import { limitGate } from './limits/limit-gate.ts';
import type { FactoryState } from './state.ts';

export type Plan = {
  /** What should be under way now. */
  readonly effects: readonly Effect[];
  /** Threads that owe work but wait, each with the reason a person reads. */
  readonly waiting: ReadonlyMap<ThreadId, string>;
  /** Places that are taken. */
  readonly active: number;
};

/**
 * Decides which owed work is admitted. Landings go one at a time, oldest first, and always before other work; one round
 * of checks has a place of its own, so that finished work never waits behind new work. One that waits for the person
 * gives its place to the next. What has begun is never taken out again: when an answer or fewer places make it one too
 * many, the others wait until it has ended.
 */
export function plan(state: FactoryState, admission: Admission): Plan {
  const effects: Effect[] = [];
  const waiting = new Map<ThreadId, string>();
  const owing = [...state.threads.values()].filter((thread) => effectsOf(thread) !== undefined).sort(byTurn);
  const places = placesIn(admission, limitGate(state));
  admitReviews(true);
  let landing = false;
  for (const thread of owing) {
    const effect = effectsOf(thread);
    if (!effect) continue;
    if (effect.kind === 'land') {
      if (landing) waiting.set(thread.thread, 'Another landing is under way');
      else effects.push(effect);
      landing = true;
      continue;
    }
    const reason = waitsForPerson(thread) ? undefined : places.refuse(thread, effect);
    if (reason === undefined) effects.push(effect);
    else waiting.set(thread.thread, reason);
  }
  admitReviews(false);
  return { effects, waiting, active: places.taken() };

  /** A review takes a place like a run: one that has begun keeps it, any other comes after the work itself. */
  function admitReviews(begun: boolean): void {
    for (const thread of state.threads.values()) {
      const effect = reviewOwed(thread);
      if (!effect || hasBegun(thread, effect) !== begun) continue;
      if (places.refuse(thread, effect) === undefined) effects.push(effect);
    }
  }
}

/** Asked in the order of the plan: what has begun comes first. */
function placesIn({ places, starts, capped, hold }: Admission, limited: ReturnType<typeof limitGate>) {
  let active = 0;
  let starting = 0;
  let checking = false;

  function take(thread: Thread, effect: Effect): void {
    if (effect.kind === 'check' && !checking) checking = true;
    else active += 1;
    if (effect.kind === 'run' && currentRun(thread)?.state.kind !== 'working') starting += 1;
  }

  /** Takes a place, or says why there is none. */
  function refuse(thread: Thread, effect: Effect): string | undefined {
    const reason = hasBegun(thread, effect) || (effect.kind === 'check' && !checking) ? undefined : full(effect);
    if (reason === undefined) take(thread, effect);
    return reason;
  }

  function full(effect: Effect): string | undefined {
    if (active >= places) {
      const taken = `${String(active)} of ${String(places)} places are taken`;
      return capped ? `${taken}; this machine carries no more` : taken;
    }
    if (hold && (hold.strict || active > 0)) return hold.text;
    if (effect.kind === 'run' && starting >= starts) return `Waits: ${String(starting)} agents are starting`;
    return limited(effect);
  }

  return { refuse, taken: () => active };
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
    case 'review':
      return isAlive(openReview(thread.reviews)?.runs.at(-1));
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
