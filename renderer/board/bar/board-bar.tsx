import { LayoutGrid, Rows3, SquareKanban } from 'lucide-react';
import { clsx } from 'clsx';
import type { LucideIcon } from 'lucide-react';
import { counted } from '../../../core/views/text/counted.ts';
import { isFiltering } from '../../../core/views/shown/filter.ts';
import { useShownCount } from '../shown.ts';
import { clearFilter, useBoardPrefs } from './board-prefs.ts';
import type { BoardMode } from './board-prefs.ts';
import { FilterChips } from './filter-chips.tsx';
import { FilterField } from './filter-field.tsx';
import { FilterMenu } from './filter-menu.tsx';
import { GroupMenu } from './group-menu.tsx';

/** How the board is looked at, and what of it. */
export function BoardBar() {
  const { mode, filter } = useBoardPrefs();
  return (
    <div role="toolbar" aria-label="Board" className="flex shrink-0 flex-col gap-2 px-3 pt-3 pb-1">
      <div className="flex items-center gap-2">
        <Modes />
        <FilterField />
        <FilterMenu part="repos" title="Repo" />
        <FilterMenu part="harnesses" title="Agent" />
        <FilterMenu part="states" title="State" />
        <span className="flex-1" />
        {mode === 'columns' && <GroupMenu />}
      </div>
      {isFiltering(filter) && <Filtered />}
    </div>
  );
}

/** What is hidden is never hidden without a word. */
function Filtered() {
  const { shown, total, more } = useShownCount();
  return (
    <div className="flex min-w-0 items-center gap-2">
      <FilterChips />
      <span role="status" className="ml-auto text-sm whitespace-nowrap text-ink-3 tabular-nums">
        {shown} of {more ? `${String(total)}+ threads` : counted(total, 'thread')} shown
      </span>
      <button type="button" onClick={clearFilter} className="shrink-0 text-sm text-ink-2 underline hover:text-ink">
        Clear
      </button>
    </div>
  );
}

const modes: readonly { readonly mode: BoardMode; readonly title: string; readonly Icon: LucideIcon }[] = [
  { mode: 'columns', title: 'Columns', Icon: SquareKanban },
  { mode: 'monitor', title: 'Monitor', Icon: LayoutGrid },
  { mode: 'timeline', title: 'Timeline', Icon: Rows3 },
];

function Modes() {
  const current = useBoardPrefs((prefs) => prefs.mode);
  return (
    <div role="group" aria-label="Look at the board as" className="hairline flex shrink-0 rounded-control p-px">
      {modes.map(({ mode, title, Icon }, index) => (
        <button
          key={mode}
          type="button"
          aria-pressed={current === mode}
          title={`${title} (${String(index + 1)})`}
          onClick={() => useBoardPrefs.setState({ mode })}
          className={clsx(
            'flex h-6.5 items-center gap-1.5 rounded-[5px] px-2 text-sm transition-colors duration-150',
            current === mode ? 'bg-selected text-ink' : 'text-ink-2 hover:text-ink',
          )}
        >
          <Icon className="size-3.5" aria-hidden />
          {title}
        </button>
      ))}
    </div>
  );
}
