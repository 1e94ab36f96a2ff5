import { useVirtualizer } from '@tanstack/react-virtual';
import { useRef } from 'react';
import { Button } from '../../ui/button.tsx';
import { Empty } from '../../ui/empty.tsx';
import { HistoryFilters } from './history-filters.tsx';
import { HistoryRow } from './history-row.tsx';
import { lookForAll, useHistory } from './use-history.ts';
import type { History } from './use-history.ts';

/** The audit: what was asked, by which rule, who answered what, and when. */
export function AskHistory() {
  const history = useHistory();
  if (history.all.length === 0)
    return <Empty title="No decisions yet" text="Every answer you give is kept here with its rule and its reason." />;
  return (
    <div className="flex min-h-0 flex-1 flex-col">
      <HistoryFilters history={history} />
      {history.shown.length === 0 ? (
        <Empty title="No decision is like this" text="Look for something else, or for all of them again.">
          <Button onClick={lookForAll}>Show all {history.all.length}</Button>
        </Empty>
      ) : (
        <Rows shown={history.shown} />
      )}
    </div>
  );
}

const rowHeight = 57;

function Rows({ shown }: Pick<History, 'shown'>) {
  const scroller = useRef<HTMLDivElement>(null);
  const virtual = useVirtualizer({
    count: shown.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => rowHeight,
    getItemKey: (index) => shown[index]?.ask.id ?? index,
    overscan: 10,
  });
  return (
    <div ref={scroller} className="min-h-0 flex-1 overflow-y-auto px-5 py-2">
      <ul aria-label="Answered asks" className="relative" style={{ height: virtual.getTotalSize() }}>
        {virtual.getVirtualItems().map(({ key, index, start }) => {
          const each = shown[index];
          return (
            <li
              key={key}
              className="absolute inset-x-0 top-0 border-b"
              style={{ height: rowHeight, transform: `translateY(${String(start)}px)` }}
            >
              {each && <HistoryRow {...each} />}
            </li>
          );
        })}
      </ul>
    </div>
  );
}
