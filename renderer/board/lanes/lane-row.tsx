import { clsx } from 'clsx';
import { ChevronRight } from 'lucide-react';
import { useState } from 'react';
import type { CSSProperties } from 'react';
import type { ThreadId } from '../../../core/ids.ts';
import { columns } from '../../../core/views/board.ts';
import type { Column } from '../../../core/views/board.ts';
import type { Lane } from '../../../core/views/shown/lanes.ts';
import { visible } from '../../../core/views/text/visible.ts';
import { Count, countText } from '../../ui/numbers.tsx';
import { columnTitles } from '../column-titles.ts';
import { DraggableCard } from '../drag/draggable-card.tsx';
import { useDropMark } from '../drag/use-drop-mark.ts';
import { useHasMore } from '../shown.ts';

/** So many cards of a cell are drawn before it is opened: a lane is looked over, not scrolled through. */
const shownAtOnce = 6;

type LaneRowProps = { readonly lane: Lane; readonly shape: CSSProperties; readonly landedOpen: boolean };

export function LaneRow({ lane, shape, landedOpen }: LaneRowProps) {
  const [open, setOpen] = useState(true);
  const more = useHasMore('landed');
  const title = visible(lane.title);
  return (
    <section aria-label={title} className="border-t pt-1 pb-3">
      <button
        type="button"
        aria-expanded={open}
        onClick={() => setOpen(!open)}
        className="sticky left-0 flex h-8 items-center gap-1.5 rounded-control px-1 text-ink-2 hover:text-ink"
      >
        <ChevronRight
          className={clsx('size-3.5 text-ink-3 transition-transform duration-150', open && 'rotate-90')}
          aria-hidden
        />
        <h3 className="font-medium">{title}</h3>
        <Count value={lane.count} more={more} />
      </button>
      {open && (
        <div className="grid gap-2" style={shape}>
          {columns.map((column) =>
            column === 'landed' && !landedOpen ? (
              <LandedCount key={column} count={lane.cells.landed.length} more={more} />
            ) : (
              <LaneCell key={column} column={column} ids={lane.cells[column]} lane={lane.key} />
            ),
          )}
        </div>
      )}
    </section>
  );
}

function LandedCount({ count, more }: { readonly count: number; readonly more: boolean }) {
  return (
    <p data-cell="landed" className="pt-1 pl-1.5 text-sm text-ink-3">
      {count > 0 && countText(count, more)}
    </p>
  );
}

type LaneCellProps = { readonly column: Column; readonly ids: readonly ThreadId[]; readonly lane: string };

function LaneCell({ column, ids, lane }: LaneCellProps) {
  const [all, setAll] = useState(false);
  const mark = useDropMark(column);
  const shown = all ? ids : ids.slice(0, shownAtOnce);
  return (
    <div data-cell={column} className={clsx('min-h-10 rounded-card', mark)}>
      <ul aria-label={columnTitles[column]} className="flex flex-col gap-(--list-gap) p-0.5">
        {shown.map((id) => (
          <li key={id}>
            <DraggableCard id={id} lane={lane} />
          </li>
        ))}
      </ul>
      {ids.length > shown.length && (
        <button type="button" onClick={() => setAll(true)} className="h-7 px-2 text-sm text-ink-3 hover:text-ink">
          {ids.length - shown.length} more
        </button>
      )}
    </div>
  );
}
