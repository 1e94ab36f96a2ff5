import { useVirtualizer } from '@tanstack/react-virtual';
import { clsx } from 'clsx';
import { useRef } from 'react';
import type { ThreadId } from '../../core/ids.ts';
import type { Column } from '../../core/views/board.ts';
import { useMirror } from '../mirror/mirror.ts';
import { useCounts } from '../mirror/selectors.ts';
import { IconButton } from '../ui/button.tsx';
import { Count } from '../ui/numbers.tsx';
import { useWindow } from '../window/window-state.ts';
import { ChevronRight } from 'lucide-react';
import { columnTitles } from './column-titles.ts';
import { DraggableCard } from './drag/draggable-card.tsx';
import { useDropMark } from './drag/use-drop-mark.ts';
import { useHasMore, useShownColumn } from './shown.ts';

/** Below this many cards a column is drawn whole, so that the keyboard and a reader find every card. */
const virtualFrom = 40;
const typicalHeight = 152;

export function BoardColumn({ column }: { readonly column: Column }) {
  const ids = useShownColumn(column);
  const more = useHasMore(column);
  const mark = useDropMark(column);
  return (
    <section
      aria-label={columnTitles[column]}
      data-cell={column}
      className={clsx(
        'flex min-h-0 max-w-100 flex-col rounded-card transition-colors duration-150',
        ids.length === 0 ? 'min-w-34 flex-[0.6]' : 'min-w-50 flex-1',
        mark,
      )}
    >
      <header className="flex h-8 shrink-0 items-center gap-2 px-1.5">
        <h2 className="truncate font-medium text-ink-2">{columnTitles[column]}</h2>
        <Count value={ids.length} more={more} />
        <span className="flex-1" />
        {column === 'queued' && <Admitted waiting={ids.length} />}
        {column === 'landed' && (
          <IconButton label="Fold the landed column" small onClick={() => useWindow.setState({ landedOpen: false })}>
            <ChevronRight className="size-3.5" />
          </IconButton>
        )}
      </header>
      {ids.length < virtualFrom ? <Cards ids={ids} /> : <ManyCards ids={ids} />}
    </section>
  );
}

/** Why queued threads wait: how many places there are and how many are taken. */
function Admitted({ waiting }: { readonly waiting: number }) {
  const { active } = useCounts();
  const places = useMirror((mirror) => mirror.admission.places);
  if (waiting === 0) return null;
  return (
    <span className="text-sm whitespace-nowrap text-ink-3">
      active {active}/{places}
    </span>
  );
}

function Cards({ ids }: { readonly ids: readonly ThreadId[] }) {
  return (
    <ul className="flex min-h-0 flex-1 flex-col gap-(--list-gap) overflow-y-auto px-0.5 pt-0.5 pb-3">
      {ids.map((id) => (
        <li key={id}>
          <DraggableCard id={id} />
        </li>
      ))}
    </ul>
  );
}

function ManyCards({ ids }: { readonly ids: readonly ThreadId[] }) {
  const scroller = useRef<HTMLDivElement>(null);
  const rows = useVirtualizer({
    count: ids.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => typicalHeight,
    getItemKey: (index) => ids[index] ?? index,
    overscan: 6,
    gap: 8,
  });
  return (
    <div ref={scroller} className="min-h-0 flex-1 overflow-y-auto px-0.5 pt-0.5">
      <ul className="relative" style={{ height: rows.getTotalSize() + 12 }}>
        {rows.getVirtualItems().map((row) => (
          <li
            key={row.key}
            ref={rows.measureElement}
            data-index={row.index}
            className="absolute inset-x-0 top-0"
            style={{ transform: `translateY(${String(row.start)}px)` }}
          >
            <DraggableCard id={ids[row.index] as ThreadId} />
          </li>
        ))}
      </ul>
    </div>
  );
}
