import { newThread } from '../commands/window-actions.ts';
import { step, stepRow } from '../board/cards.ts';
import { usePeekKey } from '../board/use-board-keys.ts';
import { Button } from '../ui/button.tsx';
import { Empty } from '../ui/empty.tsx';
import { useKeys } from '../window/keys.ts';
import { MonitorTile } from './monitor-tile.tsx';
import { useMonitored } from './use-monitored.ts';

/** Every run that is alive, at a glance: what it does, what it said last, and since when it is quiet. */
export function MonitorView() {
  const ids = useMonitored();
  usePeekKey();
  useKeys(
    {
      J: () => step(1),
      K: () => step(-1),
      ArrowRight: () => step(1),
      ArrowLeft: () => step(-1),
      L: () => step(1),
      H: () => step(-1),
      ArrowDown: () => stepRow(1),
      ArrowUp: () => stepRow(-1),
    },
    'Board',
  );
  if (ids.length === 0)
    return (
      <Empty title="No agent is at work" text="Each run has a tile here for as long as it is alive.">
        <Button look="primary" onClick={newThread}>
          New thread
        </Button>
      </Empty>
    );
  return (
    <div className="min-h-0 flex-1 overflow-y-auto p-3" data-board>
      <ul
        aria-label="Runs at work"
        data-cell="monitor"
        className="grid grid-cols-[repeat(auto-fill,minmax(272px,1fr))] gap-(--list-gap)"
      >
        {ids.map((id) => (
          <li key={id}>
            <MonitorTile id={id} />
          </li>
        ))}
      </ul>
    </div>
  );
}
