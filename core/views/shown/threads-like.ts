import type { Thread } from '../../model/thread.ts';

type Wish = {
  /** So many are found at most. */
  readonly most: number;
  /** What else a thread can be found by. */
  readonly wordOf?: (thread: Thread) => string;
};

/**
 * Of threads in the order of their numbers those that have all words in number, title or `wordOf`, the latest first. The
 * one of just that number comes before them. No more are looked at than it takes.
 */
export function threadsLike(
  threads: readonly Thread[],
  sought: string,
  { most, wordOf = () => '' }: Wish,
): readonly Thread[] {
  const words = sought.toLowerCase().split(/\s+/).filter(Boolean);
  const named = /^\s*#?(\d+)\s*$/.exec(sought)?.[1];
  const exact = named === undefined ? undefined : threads.find(({ number }) => number === Number(named));
  const found = exact ? [exact] : [];
  for (let at = threads.length - 1; at >= 0 && found.length < most; at -= 1) {
    const thread = threads[at];
    if (thread && thread !== exact && hasAll(words, `#${String(thread.number)} ${thread.title} ${wordOf(thread)}`))
      found.push(thread);
  }
  return found;
}

function hasAll(words: readonly string[], text: string): boolean {
  const told = text.toLowerCase();
  return words.every((word) => told.includes(word));
}
