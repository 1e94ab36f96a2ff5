import { useVirtualizer } from '@tanstack/react-virtual';
import { useMemo, useRef } from 'react';
import type { ThreadId } from '../../../core/ids.ts';
import type { Comment } from '../../../core/model/review/comment.ts';
import type { Hunk } from '../../../core/views/diff.ts';
import { useKeys } from '../../window/keys.ts';
import { CommentCard } from './comment-card.tsx';
import { SplitLine, UnifiedLine } from './diff-line.tsx';
import { isMeasured, rowHeights, rowKey, rowsOf, widestLine } from './diff-rows.ts';
import type { DiffLayout, DiffRow } from './diff-rows.ts';

const gutterWidth = 112;

type DiffLinesProps = {
  readonly thread: ThreadId;
  readonly hunks: readonly Hunk[];
  readonly comments: readonly Comment[];
  /** The commit that comments stand at their lines of. */
  readonly head: string | undefined;
  readonly layout: DiffLayout;
};

export function DiffLines({ thread, hunks, comments, head, layout }: DiffLinesProps) {
  const scroller = useRef<HTMLDivElement>(null);
  const rows = useMemo(() => rowsOf({ hunks, comments, head, layout }), [hunks, comments, head, layout]);
  const widest = useMemo(() => widestLine(hunks), [hunks]);
  const virtual = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroller.current,
    estimateSize: (index) => rowHeights[rows[index]?.kind ?? 'line'],
    getItemKey: (index) => rowKey(rows[index], index),
    overscan: 30,
  });
  const toHunk = (by: 1 | -1) => {
    const top = virtual.scrollOffset ?? 0;
    const starts = rows.flatMap((row, index) => (row.kind === 'hunk' ? [index] : []));
    const offsets = starts.map((index) => virtual.getOffsetForIndex(index, 'start')?.[0] ?? 0);
    const target =
      by === 1 ? offsets.find((offset) => offset > top + 1) : offsets.findLast((offset) => offset < top - 1);
    if (target !== undefined) virtual.scrollToOffset(target);
  };
  useKeys({ J: () => toHunk(1), K: () => toHunk(-1) });
  const width = layout === 'split' ? '100%' : `calc(${String(widest)}ch + ${String(gutterWidth + 24)}px)`;
  return (
    <div
      ref={scroller}
      className="@container min-h-0 flex-1 overflow-auto font-mono text-code"
      tabIndex={0}
      role="region"
      aria-label="Changed lines"
    >
      <div className="relative min-w-full [tab-size:4]" style={{ height: virtual.getTotalSize(), width }}>
        {virtual.getVirtualItems().map((item) => {
          const row = rows[item.index];
          const measured = isMeasured(row);
          return (
            <div
              key={item.key}
              ref={measured ? virtual.measureElement : undefined}
              data-index={item.index}
              className="absolute inset-x-0 top-0"
              style={{
                ...(!measured && { height: item.size }),
                transform: `translateY(${String(item.start)}px)`,
              }}
            >
              {row && <Row thread={thread} row={row} />}
            </div>
          );
        })}
      </div>
    </div>
  );
}

function Row({ thread, row }: { readonly thread: ThreadId; readonly row: DiffRow }) {
  switch (row.kind) {
    case 'hunk':
      return <HunkHead hunk={row.hunk} />;
    case 'line':
      return <UnifiedLine line={row.line} other={row.other} />;
    case 'pair':
      return <SplitLine pair={row.pair} />;
    default:
      return (
        <div className="sticky left-0 flex w-[100cqw] flex-col gap-2 px-4 py-2 font-sans">
          {row.comments.map((comment) => (
            <CommentCard key={comment.id} thread={thread} comment={comment} />
          ))}
        </div>
      );
  }
}

function HunkHead({ hunk }: { readonly hunk: Hunk }) {
  return (
    <div className="flex h-full items-center border-y bg-panel pl-4 text-sm text-ink-3">
      <span className="untrusted whitespace-pre!">
        line {hunk.newStart}
        {hunk.section !== '' && ` · ${hunk.section}`}
      </span>
    </div>
  );
}
