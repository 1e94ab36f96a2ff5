import { create } from 'zustand';
import type { ThreadId } from '../../core/ids.ts';
import { notReviewable } from '../../core/loop/decide/landing.ts';
import type { Thread } from '../../core/model/thread.ts';

/** The cards that are chosen on the board, to land together. */
export const useChosen = create<{ readonly ids: ReadonlySet<ThreadId> }>(() => ({ ids: new Set() }));

/** Only what is green and waits for the person can land. */
export function mayChoose(thread: Thread | undefined): thread is Thread {
  return thread !== undefined && !thread.dropped && !notReviewable(thread);
}

/** Chooses a card, or takes the choice back. */
export function choose(id: ThreadId): void {
  useChosen.setState(({ ids }) => ({
    ids: new Set(ids.has(id) ? [...ids].filter((each) => each !== id) : [...ids, id]),
  }));
}

export function chooseNone(): void {
  useChosen.setState({ ids: new Set() });
}
