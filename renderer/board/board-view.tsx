import { MonitorView } from '../monitor/monitor-view.tsx';
import { useRepos, useThreads } from '../mirror/selectors.ts';
import { ChordHint } from '../commands/chord-hint.tsx';
import { newThread } from '../commands/window-actions.ts';
import { TimelineView } from '../timeline/timeline-view.tsx';
import { Button } from '../ui/button.tsx';
import { Empty } from '../ui/empty.tsx';
import { countText } from '../ui/numbers.tsx';
import { go } from '../window/window-state.ts';
import { BoardBar } from './bar/board-bar.tsx';
import { clearFilter, useBoardPrefs } from './bar/board-prefs.ts';
import { BoardColumns } from './board-columns.tsx';
import { useShownCount } from './shown.ts';
import { useModeKeys } from './use-board-keys.ts';

export function BoardView() {
  const repos = useRepos().length;
  const threads = useThreads().length;
  useModeKeys();
  if (repos === 0 && threads === 0) return <NoRepos />;
  if (threads === 0) return <NoThreads />;
  return (
    <>
      <BoardBar />
      <Mode />
    </>
  );
}

function Mode() {
  const mode = useBoardPrefs((prefs) => prefs.mode);
  const { shown, total, more } = useShownCount();
  if (shown === 0 && total > 0) return <NothingFits hidden={countText(total, more)} />;
  if (mode === 'monitor') return <MonitorView />;
  return mode === 'timeline' ? <TimelineView /> : <BoardColumns />;
}

function NothingFits({ hidden }: { readonly hidden: string }) {
  return (
    <Empty title="No thread fits the filter" text={`${hidden} are hidden by it.`}>
      <Button look="primary" onClick={clearFilter}>
        Clear the filter
      </Button>
    </Empty>
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
        <ChordHint of="new-thread" />
      </Button>
    </Empty>
  );
}
