import { clsx } from 'clsx';
import type { Column } from '../../core/views/board.ts';
import { Count } from '../ui/numbers.tsx';
import { useWindow } from '../window/window-state.ts';
import { columnTitles } from './column-titles.ts';
import { useDropMark } from './drag/use-drop-mark.ts';
import { useHasMore, useShownColumn } from './shown.ts';

/** What is done stays out of the way until asked for. */
export function FoldedColumn({ column }: { readonly column: Column }) {
  const count = useShownColumn(column).length;
  const more = useHasMore(column);
  const mark = useDropMark(column);
  return (
    <section
      aria-label={columnTitles[column]}
      data-cell={column}
      className={clsx('flex w-9 shrink-0 flex-col rounded-card pb-3', mark)}
    >
      <button
        type="button"
        aria-expanded={false}
        title="Show what has landed"
        onClick={() => useWindow.setState({ landedOpen: true })}
        className="hairline flex flex-1 flex-col items-center gap-2 rounded-card py-3 text-ink-3 transition-colors duration-150 hover:bg-hover hover:text-ink"
      >
        <Count value={count} more={more} />
        <span className="[writing-mode:vertical-rl]">{columnTitles[column]}</span>
      </button>
    </section>
  );
}
