import { useVirtualizer } from '@tanstack/react-virtual';
import { clsx } from 'clsx';
import { useLayoutEffect, useMemo, useRef } from 'react';
import type { ThreadId } from '../../../../core/ids.ts';
import type { Comment } from '../../../../core/model/review/comment.ts';
import type { DiffLine, Hunk } from '../../../../core/views/changes/diff.ts';
import { useKeys } from '../../../window/keys.ts';
import { openDraft, useDrafts } from '../../../window/drafts.ts';
import { CommentCard } from '../comments/comment-card.tsx';
import { CommentEditor } from '../comments/comment-editor.tsx';
import { SplitLine, UnifiedLine } from './diff-line.tsx';
import { isMeasured, rowHeights, rowKey, rowsOf, widestLine, wishedRow } from './diff-rows.ts';
import type { DiffLayout, DiffRow } from './diff-rows.ts';
import { HunkHead } from './hunk-head.tsx';
import { draftOf, draftsOf, placeOf, writtenOn } from './line-place.ts';
import type { FilePlace } from './line-place.ts';
import type { LineWish } from '../search/use-search.ts';

const gutterWidth = 112;

type DiffLinesProps = {
  readonly thread: ThreadId;
  readonly file: FilePlace;
  readonly hunks: readonly Hunk[];
  readonly comments: readonly Comment[];
  /** The commit that comments stand at their lines of. */
  readonly head: string | undefined;
  readonly layout: DiffLayout;
  /** A line to lead to. */
  readonly wish: LineWish | undefined;
  readonly onDiscard: ((hunk: Hunk) => void) | undefined;
};

export function DiffLines({ thread, file, hunks, comments, head, layout, wish, onDiscard }: DiffLinesProps) {
  const scroller = useRef<HTMLDivElement>(null);
  const written = useWritten(draftsOf(thread, file));
  const rows = useMemo(
    () => rowsOf({ hunks, comments, head, layout, written }),
    [hunks, comments, head, layout, written],
  );
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
  const comment = (line: DiffLine | undefined) => {
    const at = line && placeOf(line);
    if (at) openDraft(draftOf(thread, file, at));
  };
  const commentHere = () => {
    const top = virtual.scrollOffset ?? 0;
    const first = virtual.getVirtualItems().find(({ start, index }) => start >= top && changedIn(rows[index]));
    comment(changedIn(rows[first?.index ?? -1]));
  };
  const discardHere = () => {
    const top = virtual.scrollOffset ?? 0;
    const starts = rows.flatMap((row, index) => (row.kind === 'hunk' ? [{ hunk: row.hunk, index }] : []));
    const here = starts.findLast(({ index }) => (virtual.getOffsetForIndex(index, 'start')?.[0] ?? 0) <= top + 1);
    const { hunk } = here ?? starts[0] ?? {};
    if (hunk) onDiscard?.(hunk);
  };
  const keys = { J: () => toHunk(1), K: () => toHunk(-1), C: commentHere };
  useKeys(onDiscard ? { ...keys, D: discardHere } : keys, 'Changes');
  const wished = wish && wishedRow(rows, wish);
  useLayoutEffect(() => {
    if (wished !== undefined && wished >= 0) virtual.scrollToIndex(wished, { align: 'center' });
  }, [wished, wish?.times, virtual]);
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
              className={clsx(
                'absolute inset-x-0 top-0',
                item.index === wished && 'outline-2 -outline-offset-2 outline-accent',
              )}
              style={{
                ...(!measured && { height: item.size }),
                transform: `translateY(${String(item.start)}px)`,
              }}
            >
              {row && <Row {...{ thread, file, row, onDiscard }} onComment={comment} />}
            </div>
          );
        })}
      </div>
    </div>
  );
}

function useWritten(begin: string) {
  const names = useDrafts(({ texts }) =>
    Object.keys(texts)
      .filter((name) => name.startsWith(begin))
      .join('\n'),
  );
  return useMemo(() => writtenOn(names.split('\n'), begin), [names, begin]);
}

function changedIn(row: DiffRow | undefined): DiffLine | undefined {
  if (row?.kind === 'line') return row.line.kind === 'context' ? undefined : row.line;
  if (row?.kind !== 'pair') return undefined;
  return [row.pair.right, row.pair.left].find((line) => line && line.kind !== 'context');
}

type RowProps = {
  readonly thread: ThreadId;
  readonly file: FilePlace;
  readonly row: DiffRow;
  readonly onComment: (line: DiffLine) => void;
  readonly onDiscard: DiffLinesProps['onDiscard'];
};

function Row({ thread, file, row, onComment, onDiscard }: RowProps) {
  switch (row.kind) {
    case 'hunk':
      return <HunkHead hunk={row.hunk} onDiscard={onDiscard} />;
    case 'line':
      return <UnifiedLine line={row.line} other={row.other} onComment={onComment} />;
    case 'pair':
      return <SplitLine pair={row.pair} onComment={onComment} />;
    default:
      return (
        <div className="sticky left-0 flex w-[100cqw] flex-col gap-2 px-4 py-2 font-sans">
          {row.kind === 'editor' ? (
            <CommentEditor thread={thread} file={file} at={row.at} />
          ) : (
            row.comments.map((comment) => <CommentCard key={comment.id} thread={thread} comment={comment} />)
          )}
        </div>
      );
  }
}
