import type { Ranked } from '../../attention/order.ts';
import type { Thread } from '../../model/thread.ts';
import type { Effect } from '../effects.ts';
import type { Kind } from './places.ts';

/** One unfinished thread: what it owes, and where it stands among the others. */
export type Turn = {
  readonly thread: Thread;
  readonly effect: Effect | undefined;
  readonly review: Effect | undefined;
  readonly begun: boolean;
  /** Why it may not begin anything, whatever room there is. */
  readonly held: string | undefined;
  readonly ranked: Ranked;
};

export function kindOf({ effect, ranked, thread }: Turn): Kind {
  return { apart: effect?.kind === 'check' ? 'check' : undefined, lane: ranked.lane, repos: thread.repos };
}
