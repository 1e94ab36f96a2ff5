import { useMemo } from 'react';
import { create } from 'zustand';
import { filterHistory } from '../../../core/views/history/filter.ts';
import type { HistoryFilter } from '../../../core/views/history/filter.ts';
import type { Answered } from '../../../core/views/inbox.ts';
import { useAnswered } from '../../mirror/selectors.ts';

/** What is looked for stays while the person looks at a thread and comes back. `at`: when it was asked for. */
const useLookedFor = create<{ readonly filter: HistoryFilter; readonly at: number }>(() => ({ filter: {}, at: 0 }));

export function useHistoryFilter(): HistoryFilter {
  return useLookedFor(({ filter }) => filter);
}

export function lookFor(change: HistoryFilter): void {
  useLookedFor.setState(({ filter }) => ({ filter: { ...filter, ...change }, at: Date.now() }));
}

export function lookForAll(): void {
  useLookedFor.setState({ filter: {} });
}

export type History = { readonly all: readonly Answered[]; readonly shown: readonly Answered[] };

export function useHistory(): History {
  const all = useAnswered();
  const { filter, at } = useLookedFor();
  return { all, shown: useMemo(() => filterHistory(all, filter, at), [all, filter, at]) };
}
