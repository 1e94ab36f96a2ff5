import { useMemo } from 'react';
import { useShallow } from 'zustand/react/shallow';
import type { ThreadId } from '../../core/ids.ts';
import { columns } from '../../core/views/board.ts';
import type { Column, Standing } from '../../core/views/board.ts';
import { facetsOf, filterOf, isFiltering } from '../../core/views/shown/filter.ts';
import type { BoardFilter, Facet, FilterPart } from '../../core/views/shown/filter.ts';
import { lanesOf } from '../../core/views/shown/lanes.ts';
import type { Cells, Grouping, Lane } from '../../core/views/shown/lanes.ts';
import { useMirror } from '../mirror/mirror.ts';
import type { Mirror } from '../mirror/mirror.ts';
import { boardIn, standingIn } from '../mirror/selectors.ts';
import { useBoardPrefs } from './bar/board-prefs.ts';

/** The board as this window's filter leaves it. */
type Shown = { readonly cells: Cells; readonly shown: number; readonly total: number };

type Seen = Pick<Mirror, 'version' | 'admission' | 'activity'>;

/** Computed once per change, however many columns and cards ask. */
function once<K, T>(compute: (mirror: Mirror, key: K) => T): (mirror: Mirror, key: K) => T {
  let last: { seen: Seen; key: K; value: T } | undefined;
  return (mirror, key) => {
    const { version, admission, activity } = mirror;
    const same = last?.seen.version === version && last.seen.admission === admission && last.seen.activity === activity;
    if (!last || !same || last.key !== key) last = { seen: mirror, key, value: compute(mirror, key) };
    return last.value;
  };
}

let cellsBefore: Partial<Cells> = {};

export const shownIn = once((mirror, filter: BoardFilter): Shown => {
  const board = boardIn(mirror).columns;
  const isShown = judgeOf(mirror, filter);
  const cellOf = (column: Column) => kept(cellsBefore[column], board[column].map(({ id }) => id).filter(isShown));
  const cells = Object.fromEntries(columns.map((column) => [column, cellOf(column)])) as Cells;
  cellsBefore = cells;
  const count = (of: Readonly<Record<Column, readonly unknown[]>>) =>
    columns.reduce((sum, column) => sum + of[column].length, 0);
  return { cells, total: count(board), shown: count(cells) };
});

/** The list as it was while it is equal, so that nothing is drawn anew for it. */
function kept<T>(before: readonly T[] | undefined, now: readonly T[]): readonly T[] {
  const same = before?.length === now.length && now.every((each, index) => each === before[index]);
  return same ? before : now;
}

/** A card that did not change is not judged again by the same filter. */
function judgeOf(mirror: Mirror, filter: BoardFilter): (id: ThreadId) => boolean {
  if (!isFiltering(filter)) return () => true;
  if (judged.filter !== filter) judged = { filter, verdicts: new WeakMap() };
  const { verdicts } = judged;
  const judge = filterOf(filter, mirror.factory.repos);
  return (id) => {
    const thread = mirror.factory.threads.get(id);
    const standing = standingIn(mirror, id);
    if (!thread || !standing) return false;
    const verdict = verdicts.get(standing) ?? judge({ thread, standing });
    verdicts.set(standing, verdict);
    return verdict;
  };
}

let judged: { readonly filter: BoardFilter | undefined; readonly verdicts: WeakMap<Standing, boolean> } = {
  filter: undefined,
  verdicts: new WeakMap(),
};

export function useShownColumn(column: Column): readonly ThreadId[] {
  const filter = useBoardPrefs((prefs) => prefs.filter);
  return useMirror(useShallow((mirror) => shownIn(mirror, filter).cells[column]));
}

/** How many cards the filter leaves, and of how many. `more`: older threads are still being read. */
export function useShownCount(): Omit<Shown, 'cells'> & { readonly more: boolean } {
  const filter = useBoardPrefs((prefs) => prefs.filter);
  return useMirror(
    useShallow((mirror) => {
      const { shown, total } = shownIn(mirror, filter);
      return { shown, total, more: mirror.older !== undefined };
    }),
  );
}

/** Whether there may be more cards than are here: threads at rest are read last, and most of them have landed. */
export function useHasMore(column: Column): boolean {
  return useMirror(({ older }) => older !== undefined) && column === 'landed';
}

/** The bands of the board, while it is grouped. */
export function useLanes(grouping: Grouping): readonly Lane[] {
  const filter = useBoardPrefs((prefs) => prefs.filter);
  const cells = useMirror(useShallow((mirror) => shownIn(mirror, filter).cells));
  const factory = useMirror((mirror) => mirror.factory);
  return useMemo(() => lanesOf(cells, grouping, factory), [cells, grouping, factory]);
}

/** What there is to filter by. */
export function useFacets(): Record<FilterPart, readonly Facet[]> {
  const filter = useBoardPrefs((prefs) => prefs.filter);
  return useMirror((mirror) => facetsIn(mirror, filter));
}

const facetsIn = once((mirror, filter: BoardFilter) => {
  const cards = columns
    .flatMap((column) => boardIn(mirror).columns[column])
    .flatMap(({ id }) => {
      const thread = mirror.factory.threads.get(id);
      const standing = standingIn(mirror, id);
      return thread && standing ? [{ thread, standing }] : [];
    });
  return facetsOf(cards, filter, mirror.factory.repos);
});
