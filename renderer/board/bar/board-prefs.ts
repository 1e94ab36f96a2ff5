import { create } from 'zustand';
import { createJSONStorage, persist } from 'zustand/middleware';
import { noFilter } from '../../../core/views/shown/filter.ts';
import type { BoardFilter } from '../../../core/views/shown/filter.ts';
import type { Grouping } from '../../../core/views/shown/lanes.ts';
import { ofThisWindow } from '../../window/kept.ts';

export type BoardMode = 'columns' | 'monitor' | 'timeline';

/** How this window looks at the board. */
type BoardPrefs = {
  readonly mode: BoardMode;
  readonly filter: BoardFilter;
  readonly grouping: Grouping | 'none';
  /** How far the timeline reaches back. */
  readonly hours: number;
};

/** In the order of the menu and of the key. */
export const groupings = [
  { value: 'none', title: 'Not grouped', short: 'Group' },
  { value: 'repo', title: 'By repo', short: 'By repo' },
  { value: 'change-set', title: 'By the repos that change together', short: 'By change set' },
] as const;

export const useBoardPrefs = create<BoardPrefs>()(
  persist((): BoardPrefs => ({ mode: 'columns', filter: noFilter, grouping: 'none', hours: 6 }), {
    name: 'board',
    storage: createJSONStorage(() => ofThisWindow),
    merge: (kept, present) => {
      const told = kept as Partial<BoardPrefs> | undefined;
      return { ...present, ...told, filter: { ...noFilter, ...told?.filter } };
    },
  }),
);

export function setFilter(filter: BoardFilter): void {
  useBoardPrefs.setState({ filter });
}

export function clearFilter(): void {
  setFilter(noFilter);
}
