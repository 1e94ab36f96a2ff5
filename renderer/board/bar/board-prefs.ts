import { create } from 'zustand';
import { createJSONStorage, persist } from 'zustand/middleware';
import { noFilter } from '../../../core/views/shown/filter.ts';
import type { BoardFilter } from '../../../core/views/shown/filter.ts';
import type { Grouping } from '../../../core/views/shown/lanes.ts';

export type BoardMode = 'columns' | 'monitor' | 'timeline';

/** How this window looks at the board. */
type BoardPrefs = {
  readonly mode: BoardMode;
  readonly filter: BoardFilter;
  readonly grouping: Grouping | 'none';
  /** How far the timeline reaches back. */
  readonly hours: number;
};

/** Each window keeps its own over a reload; a new one begins with what was chosen last in any. */
const ownThenLast = createJSONStorage(() => ({
  getItem: (name) => sessionStorage.getItem(name) ?? localStorage.getItem(name),
  setItem: (name, value) => {
    sessionStorage.setItem(name, value);
    localStorage.setItem(name, value);
  },
  removeItem: (name) => {
    sessionStorage.removeItem(name);
    localStorage.removeItem(name);
  },
}));

export const useBoardPrefs = create<BoardPrefs>()(
  persist((): BoardPrefs => ({ mode: 'columns', filter: noFilter, grouping: 'none', hours: 6 }), {
    name: 'board',
    storage: ownThenLast,
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
