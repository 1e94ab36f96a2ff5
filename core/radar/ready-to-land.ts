import { blockersOf, whereabouts } from '../attention/thread-item.ts';
import type { ThreadId } from '../ids.ts';
import { notReviewable } from '../loop/decide/landing.ts';
import type { FactoryState } from '../loop/state.ts';
import { headsOf } from '../model/change-set.ts';
import { providersOf } from '../model/repo/repo-order.ts';
import type { Thread } from '../model/thread.ts';
import { suggestLandingOrder } from './landing-order.ts';
import type { Clash, Suggestion } from './landing-order.ts';
import type { RadarPicture } from './overlap.ts';

export type ReadyToLand = {
  /** What may land now, in the order that leaves the least to adapt. */
  readonly order: readonly Suggestion<ThreadId>[];
  /** What is finished and has to wait for one that is not. */
  readonly held: readonly { readonly name: ThreadId; readonly reason: string }[];
};

/** In which order to land what is green; of all unfinished threads, or of those that are `asked` about. */
export function readyToLand(
  { threads, repos }: Pick<FactoryState, 'threads' | 'repos'>,
  { overlaps, redPairs }: Pick<RadarPicture, 'overlaps' | 'redPairs'>,
  asked: Iterable<Thread> = threads.values(),
): ReadyToLand {
  const able = new Map<ThreadId, Thread>();
  for (const each of asked) if (!each.dropped && !notReviewable(each)) able.set(each.thread, each);
  const held: { name: ThreadId; reason: string }[] = [];
  for (let before = -1; before !== held.length;) {
    before = held.length;
    for (const each of able.values()) {
      const blocker = blockersOf(threads, each).find(({ thread }) => !able.has(thread));
      if (!blocker) continue;
      able.delete(each.thread);
      held.push({ name: each.thread, reason: `waits for ${whereabouts(blocker)}` });
    }
  }
  const candidates = [...able.values()].map((each) => ({
    name: each.thread,
    after: blockersOf(threads, each).map(({ thread }) => thread),
    builtOn: [...able.values()].filter((other) => buildsOn(repos, each, other)).map(({ thread }) => thread),
  }));
  const clashes: readonly Clash<ThreadId>[] = [...overlaps, ...redPairs];
  const shown = (name: ThreadId) => `#${String(threads.get(name)?.number ?? name)}`;
  return { order: suggestLandingOrder(candidates, clashes, shown), held };
}

/** Whether what one changes is built on what the other changes, and not the other way round as well. */
function buildsOn(repos: FactoryState['repos'], thread: Thread, other: Thread): boolean {
  const uses = (one: Thread, two: Thread) =>
    headsOf(one.changes).some(({ repo }) => {
      const providers = providersOf(repos, repo);
      return headsOf(two.changes).some((head) => providers.has(head.repo));
    });
  return thread !== other && uses(thread, other) && !uses(other, thread);
}
