import { columns } from '../../core/views/board.ts';
import { useRepos, useThreads } from '../mirror/selectors.ts';
import { newThread } from '../commands/use-app-keys.ts';
import { ChosenBar } from '../landing/chosen-bar.tsx';
import { Button } from '../ui/button.tsx';
import { Empty } from '../ui/empty.tsx';
import { Kbd } from '../ui/kbd.tsx';
import { go, useWindow } from '../window/window-state.ts';
import { BoardColumn } from './board-column.tsx';
import { FoldedColumn } from './folded-column.tsx';
import { useBoardKeys } from './use-board-keys.ts';

export function BoardView() {
  const repos = useRepos();
  const threads = useThreads();
  const landedOpen = useWindow((state) => state.landedOpen);
  useBoardKeys();
  if (repos.length === 0 && threads.length === 0) return <NoRepos />;
  if (threads.length === 0) return <NoThreads />;
  return (
    <div className="relative flex min-h-0 flex-1">
      <div className="flex min-h-0 flex-1 gap-2 overflow-x-auto px-3 pt-3" data-board>
        {columns.map((column) =>
          column === 'landed' && !landedOpen ? (
            <FoldedColumn key={column} column={column} />
          ) : (
            <BoardColumn key={column} column={column} />
          ),
        )}
      </div>
      <ChosenBar />
    </div>
  );
}

function NoRepos() {
  return (
    <Empty title="Add your first repo" text="Agents work in worktrees of their own. Your clone is never touched.">
      <Button look="primary" onClick={() => go({ view: 'repos' })}>
        Add a repo
      </Button>
    </Empty>
  );
}

function NoThreads() {
  return (
    <Empty
      title="Nothing to watch yet"
      text="Say what should be done and over which repos; it shows up here and stays until it has landed."
    >
      <Button look="primary" onClick={newThread}>
        New thread
        <Kbd chord="Mod+N" />
      </Button>
    </Empty>
  );
}
