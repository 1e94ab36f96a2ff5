import type { RepoId, ThreadId } from '../../ids.ts';
import type { Repo } from '../../model/repo.ts';
import type { Thread } from '../../model/thread.ts';
import { columns } from '../board.ts';
import type { Column } from '../board.ts';
import { repoName } from '../card.ts';

/** `change-set`: the repos that change together. */
export type Grouping = 'repo' | 'change-set';

export type Cells = Readonly<Record<Column, readonly ThreadId[]>>;

/** A band over all columns. A thread of several repos stands in the lane of each, or in the one of its change set. */
export type Lane = { readonly key: string; readonly title: string; readonly cells: Cells; readonly count: number };

type Known = { readonly threads: ReadonlyMap<ThreadId, Thread>; readonly repos: ReadonlyMap<RepoId, Repo> };

/** In the order of their titles; the cards of each keep the order of the board. */
export function lanesOf(cells: Cells, grouping: Grouping, { threads, repos }: Known): readonly Lane[] {
  const lanes = new Map<string, { title: string; cells: Record<Column, ThreadId[]>; count: number }>();
  const nameOf = (id: RepoId) => repoName(repos, id);
  for (const column of columns)
    for (const id of cells[column])
      for (const { key, title } of placesOf(threads.get(id)?.repos ?? [], grouping, nameOf)) {
        const lane = lanes.get(key) ?? { title, cells: noCells(), count: 0 };
        lane.cells[column].push(id);
        lane.count += 1;
        lanes.set(key, lane);
      }
  return [...lanes].map(([key, lane]) => ({ key, ...lane })).sort((a, b) => (a.title < b.title ? -1 : 1));
}

function placesOf(ids: readonly RepoId[], grouping: Grouping, nameOf: (id: RepoId) => string) {
  if (grouping === 'repo') return ids.map((id) => ({ key: id, title: nameOf(id) }));
  const together = [...ids].sort();
  return [{ key: together.join(' '), title: together.map(nameOf).sort().join(' + ') }];
}

function noCells(): Record<Column, ThreadId[]> {
  return { queued: [], working: [], 'needs-you': [], 'in-review': [], 'ready-to-land': [], landed: [] };
}
