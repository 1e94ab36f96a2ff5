import { columns } from '../../core/views/board.ts';
import { ChosenBar } from '../landing/chosen-bar.tsx';
import { useWindow } from '../window/window-state.ts';
import { useBoardPrefs } from './bar/board-prefs.ts';
import { BoardColumn } from './board-column.tsx';
import { DragBoard } from './drag/drag-board.tsx';
import { OffBoard } from './drag/off-board.tsx';
import { FoldedColumn } from './folded-column.tsx';
import { BoardLanes } from './lanes/board-lanes.tsx';
import { useBoardKeys } from './use-board-keys.ts';

/** The cards in their columns, whole or in lanes. */
export function BoardColumns() {
  const grouping = useBoardPrefs((prefs) => prefs.grouping);
  useBoardKeys();
  return (
    <DragBoard>
      <div className="relative flex min-h-0 flex-1" data-board>
        {grouping === 'none' ? <Columns /> : <BoardLanes grouping={grouping} />}
        <ChosenBar />
        <OffBoard />
      </div>
    </DragBoard>
  );
}

function Columns() {
  const landedOpen = useWindow((state) => state.landedOpen);
  return (
    <div className="flex min-h-0 flex-1 gap-2 overflow-x-auto px-3 pt-3">
      {columns.map((column) =>
        column === 'landed' && !landedOpen ? (
          <FoldedColumn key={column} column={column} />
        ) : (
          <BoardColumn key={column} column={column} />
        ),
      )}
    </div>
  );
}
