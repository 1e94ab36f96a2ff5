import { useMemo } from 'react';
import type { Thread } from '../../core/model/thread.ts';
import { isFiltering } from '../../core/views/shown/filter.ts';
import type { BoardFilter } from '../../core/views/shown/filter.ts';
import { barsOf, timelineOf } from '../../core/views/runs/timeline.ts';
import type { Bar, Span, TimelineRow } from '../../core/views/runs/timeline.ts';
import { columns } from '../../core/views/board.ts';
import { useBoardPrefs } from '../board/bar/board-prefs.ts';
import { shownIn } from '../board/shown.ts';
import { useMirror } from '../mirror/mirror.ts';
import type { Mirror } from '../mirror/mirror.ts';
import { useClockText } from '../window/clock.ts';

const hour = 3_600_000;
/** A bar that grows is drawn anew when it would be wider by a dot or so. */
const dots = 1000;

/** From so many hours ago to now. */
export function useSpan(): Span {
  const hours = useBoardPrefs((prefs) => prefs.hours);
  const step = Math.max(1000, (hours * hour) / dots);
  const to = Number(useClockText((now) => String(now - (now % step) + step)));
  return useMemo(() => ({ from: to - hours * hour, to }), [to, hours]);
}

/** The shown threads that ran since then; without a filter also those that were dropped. */
export function useTimeline(since: number): readonly TimelineRow[] {
  const filter = useBoardPrefs((prefs) => prefs.filter);
  return useMirror((mirror) => rowsIn(mirror, filter, since));
}

let last: { version: number; filter: BoardFilter; since: number; rows: readonly TimelineRow[] } | undefined;

function rowsIn(mirror: Mirror, filter: BoardFilter, since: number): readonly TimelineRow[] {
  const { version } = mirror;
  if (last?.version !== version || last.filter !== filter || last.since !== since)
    last = { version, filter, since, rows: timelineOf(threadsIn(mirror, filter), since, remembered) };
  return last.rows;
}

function threadsIn(mirror: Mirror, filter: BoardFilter): Iterable<Thread> {
  const { threads } = mirror.factory;
  if (!isFiltering(filter)) return threads.values();
  const { cells } = shownIn(mirror, filter);
  return columns.flatMap((column) => cells[column]).flatMap((id) => threads.get(id) ?? []);
}

const bars = new WeakMap<Thread, readonly Bar[]>();

function remembered(thread: Thread): readonly Bar[] {
  const own = bars.get(thread) ?? barsOf(thread);
  bars.set(thread, own);
  return own;
}
