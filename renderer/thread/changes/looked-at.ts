import { create } from 'zustand';
import { persist } from 'zustand/middleware';
import type { Against } from '../../../core/contract/thread/change-methods.ts';
import type { ThreadId } from '../../../core/ids.ts';
import { newest } from '../../window/kept.ts';

/** What the person looks at in the changes of a thread. `closed`: folders, by repo and path. */
type LookedAt = { readonly against: Against; readonly file?: string; readonly closed: readonly string[] };

/** Of so many threads it is known when they are opened again; the oldest go first. */
const most = 100;
const nothingYet: LookedAt = { against: 'base', closed: [] };

const useLooks = create<{ readonly threads: Readonly<Record<string, LookedAt>> }>()(
  persist((): { readonly threads: Readonly<Record<string, LookedAt>> } => ({ threads: {} }), { name: 'looked-at' }),
);

export function useLookedAt(thread: ThreadId): LookedAt {
  return useLooks(({ threads }) => threads[thread] ?? nothingYet);
}

export function lookAt(thread: ThreadId, change: Partial<LookedAt>): void {
  useLooks.setState(({ threads: { [thread]: before = nothingYet, ...others } }) => ({
    threads: newest({ ...others, [thread]: { ...before, ...change } }, most),
  }));
}
