import type { Signal, Trust } from '../model/deciding/signal.ts';

const order: Readonly<Record<Trust, number>> = { outside: 0, own: 1, person: 2 };

/**
 * What two editions of one signal add up to. Joining is commutative, associative and idempotent, so signals may come in
 * any order and any number of times and the end is the same: the newer edition's words, the lower trust of both.
 */
export function joinSignals(a: Signal, b: Signal): Signal {
  const newer = isNewer(b, a) ? b : a;
  return { ...newer, trust: order[a.trust] <= order[b.trust] ? a.trust : b.trust };
}

/** Two editions with one number are one of them for good: whichever text is the greater. */
function isNewer(a: Signal, b: Signal): boolean {
  return a.revision === b.revision ? wordsOf(a) > wordsOf(b) : a.revision > b.revision;
}

export function sameSignal(a: Signal, b: Signal): boolean {
  return a.revision === b.revision && a.trust === b.trust && wordsOf(a) === wordsOf(b);
}

/** All of it that an edition can change, in one order. */
function wordsOf({ repo, kind, at, title, body, refs, paths, actor, over }: Signal): string {
  return JSON.stringify([repo ?? '', kind, at, title, body, refs, paths, actor, over]);
}
