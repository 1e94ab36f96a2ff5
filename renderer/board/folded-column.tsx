import type { Column } from '../../core/views/board.ts';
import { useColumn } from '../mirror/selectors.ts';
import { useWindow } from '../window/window-state.ts';
import { columnTitles } from './column-titles.ts';

/** What is done stays out of the way until asked for. */
export function FoldedColumn({ column }: { readonly column: Column }) {
  const count = useColumn(column).length;
  return (
    <section aria-label={columnTitles[column]} className="flex w-9 shrink-0 flex-col pb-3">
      <button
        type="button"
        aria-expanded={false}
        title="Show what has landed"
        onClick={() => useWindow.setState({ landedOpen: true })}
        className="hairline flex flex-1 flex-col items-center gap-2 rounded-card py-3 text-ink-3 transition-colors duration-150 hover:bg-hover hover:text-ink"
      >
        <span className="text-sm">{count}</span>
        <span className="[writing-mode:vertical-rl]">{columnTitles[column]}</span>
      </button>
    </section>
  );
}
