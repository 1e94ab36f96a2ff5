import { create } from 'zustand';
import { createJSONStorage, persist } from 'zustand/middleware';
import type { ThreadId } from '../../core/ids.ts';
import { notReviewable } from '../../core/loop/decide/landing.ts';
import type { Thread } from '../../core/model/thread.ts';
import { ofThisWindow } from '../window/kept.ts';

type Chosen = { readonly ids: ReadonlySet<ThreadId> };

/** The cards that are chosen on the board, to land together. The choice outlives a reload and a restart. */
export const useChosen = create<Chosen>()(
  persist((): Chosen => ({ ids: new Set() }), {
    name: 'chosen',
    storage: createJSONStorage(() => ofThisWindow),
    partialize: ({ ids }) => ({ ids: [...ids] }),
    merge: (kept) => ({ ids: new Set((kept as { readonly ids?: readonly ThreadId[] } | undefined)?.ids) }),
  }),
);

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
