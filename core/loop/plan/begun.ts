import { isAlive } from '../../model/run.ts';
import { openReview } from '../../model/review/review.ts';
import type { Thread } from '../../model/thread.ts';
import { currentRound, currentRun } from '../../model/thread.ts';
import type { Effect } from '../effects.ts';

export function hasBegun(thread: Thread, effect: Effect): boolean {
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
