import { useVirtualizer } from '@tanstack/react-virtual';
import { useRef, useState } from 'react';
import type { TimelineRow } from '../../core/views/runs/timeline.ts';
import { useBoardPrefs } from '../board/bar/board-prefs.ts';
import { Button } from '../ui/button.tsx';
import { Empty } from '../ui/empty.tsx';
import { BarFacts } from './bar-facts.tsx';
import type { Looked } from './bar-words.ts';
import { Ranges } from './ranges.tsx';
import { TickLines, TimeAxis } from './time-axis.tsx';
import { ThreadRow } from './thread-row.tsx';
import { useSpan, useTimeline } from './use-timeline.ts';
import { useTimelineKeys } from './use-timeline-keys.ts';

/** The bar that is looked at. */
/** The runs of each thread over time, up to now. */
export function TimelineView() {
  const span = useSpan();
  const rows = useTimeline(span.from);
  const [looked, look] = useState<Looked>();
  useTimelineKeys();
  return (
    <section aria-label="Timeline of runs" className="flex min-h-0 flex-1 flex-col px-3 pt-3">
      <header className="timeline-grid shrink-0 items-end border-b pb-1">
        <Ranges />
        <TimeAxis span={span} />
      </header>
      {rows.length === 0 ? <NoRuns /> : <Rows rows={rows} span={span} onLook={look} />}
      <BarFacts looked={looked} now={span.to} />
    </section>
  );
}

function NoRuns() {
  const hours = useBoardPrefs((prefs) => prefs.hours);
  return (
    <Empty
      title="No run in this time"
      text="A bar shows up here for each run, in the colour and with the word of its outcome."
    >
      {hours < 168 && (
        <Button look="primary" onClick={() => useBoardPrefs.setState({ hours: 168 })}>
          Look at the last 7 days
        </Button>
      )}
    </Empty>
  );
}

type RowsProps = {
  readonly rows: readonly TimelineRow[];
  readonly span: ReturnType<typeof useSpan>;
  readonly onLook: (looked: Looked) => void;
};

function Rows({ rows, span, onLook }: RowsProps) {
  const scroller = useRef<HTMLDivElement>(null);
  const height = Number.parseInt(getComputedStyle(document.documentElement).getPropertyValue('--row'));
  const drawn = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => height,
    getItemKey: (index) => rows[index]?.thread ?? index,
    overscan: 12,
  });
  return (
    <div ref={scroller} className="min-h-0 flex-1 overflow-y-auto">
      <ul aria-label="Threads that ran" className="relative min-h-full" style={{ height: drawn.getTotalSize() }}>
        <TickLines span={span} />
        {drawn.getVirtualItems().map(({ key, index, start }) => {
          const row = rows[index];
          return (
            row && (
              <li
                key={key}
                className="absolute inset-x-0 top-0 h-(--row)"
                style={{ transform: `translateY(${String(start)}px)` }}
              >
                <ThreadRow thread={row.thread} bars={row.bars} span={span} onLook={onLook} />
              </li>
            )
          );
        })}
      </ul>
    </div>
  );
}
