import { columns } from '../../../core/views/board.ts';
import type { Grouping } from '../../../core/views/shown/lanes.ts';
import { Count } from '../../ui/numbers.tsx';
import { useWindow } from '../../window/window-state.ts';
import { columnTitles } from '../column-titles.ts';
import { useHasMore, useLanes, useShownColumn } from '../shown.ts';
import type { Column } from '../../../core/views/board.ts';
import { LaneRow } from './lane-row.tsx';

/** The board as bands, one below the other, over the same columns. What has landed is shown as a number until it is wanted. */
export function BoardLanes({ grouping }: { readonly grouping: Grouping }) {
  const lanes = useLanes(grouping);
  const landedOpen = useWindow((state) => state.landedOpen);
  const shape = { gridTemplateColumns: `repeat(5, minmax(0, 1fr)) ${landedOpen ? 'minmax(0, 1fr)' : '96px'}` };
  return (
    <div className="min-h-0 flex-1 overflow-auto px-3 pb-3">
      <div className={landedOpen ? 'min-w-312' : 'min-w-270'}>
        <header className="sticky top-0 z-20 grid gap-2 bg-canvas pt-2" style={shape}>
          {columns.map((column) => (
            <Heading key={column} column={column} />
          ))}
        </header>
        {lanes.map((lane) => (
          <LaneRow key={lane.key} lane={lane} shape={shape} landedOpen={landedOpen} />
        ))}
      </div>
    </div>
  );
}

function Heading({ column }: { readonly column: Column }) {
  const count = useShownColumn(column).length;
  const more = useHasMore(column);
  const fold = () => useWindow.setState(({ landedOpen }) => ({ landedOpen: !landedOpen }));
  return (
    <div className="flex h-8 min-w-0 items-center gap-2 px-1.5">
      {column === 'landed' ? (
        <button type="button" onClick={fold} className="truncate font-medium text-ink-2 hover:text-ink">
          {columnTitles[column]}
        </button>
      ) : (
        <h2 className="truncate font-medium text-ink-2">{columnTitles[column]}</h2>
      )}
      <Count value={count} more={more} />
    </div>
  );
}
