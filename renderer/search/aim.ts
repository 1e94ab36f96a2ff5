import { useEffect, useEffectEvent } from 'react';
import { create } from 'zustand';
import type { ThreadId } from '../../core/ids.ts';
import { openThread } from '../window/window-state.ts';

/** Where a search leads: a thread, and a time in its conversation. */
type Aim = { readonly thread: ThreadId; readonly at: number };

const useAim = create<{ readonly aim: Aim | undefined }>(() => ({ aim: undefined }));

/** So long a transcript may take to load before the way there is given up. */
const patienceMs = 2000;

export function openAt(thread: ThreadId, at: number): void {
  openThread(thread);
  const aim = { thread, at };
  useAim.setState({ aim });
  setTimeout(() => useAim.setState((now) => (now.aim === aim ? { aim: undefined } : now)), patienceMs);
}

/** Goes to the row of that time, and there again as more is loaded. `rows` are in the order of time. */
export function useArrival(thread: ThreadId, rows: readonly object[], goTo: (index: number) => void): void {
  const aim = useAim((state) => (state.aim?.thread === thread ? state.aim : undefined));
  const index = aim ? rows.findLastIndex((row) => 'at' in row && Number(row.at) <= aim.at) : -1;
  const arrive = useEffectEvent(goTo);
  useEffect(() => {
    if (index !== -1) arrive(index);
  }, [index]);
}
