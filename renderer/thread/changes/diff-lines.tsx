import { CommentCard } from './comment-card.tsx';
import { LongText } from '../conversation/long-text.tsx';
import { useVirtualizer } from '@tanstack/react-virtual';
import { clsx } from 'clsx';
import { useMemo, useRef } from 'react';
import type { ThreadId } from '../../../core/ids.ts';
import type { Comment } from '../../../core/model/review/comment.ts';
import type { DiffLine, Hunk } from '../../../core/views/diff.ts';
import { lineKey, placeComments } from '../../../core/review/words.ts';
import { useKeys } from '../../window/keys.ts';

type Row =
  | { readonly kind: 'hunk'; readonly hunk: Hunk }
  | { readonly kind: 'line'; readonly line: DiffLine }
  | { readonly kind: 'comments'; readonly comments: readonly Comment[] };

const lineHeight = 20;
const hunkHeight = 32;
const gutterWidth = 112;
const commentHeight = 96;

type DiffLinesProps = {
  readonly thread: ThreadId;
  readonly hunks: readonly Hunk[];
  readonly comments: readonly Comment[];
  /** The commit that comments stand at their lines of. */
  readonly head: string | undefined;
};

export function DiffLines({ thread, hunks, comments, head }: DiffLinesProps) {
  const scroller = useRef<HTMLDivElement>(null);
  const rows = useMemo(() => rowsOf(hunks, comments, head), [hunks, comments, head]);
  const widest = useMemo(
    () =>
      hunks.reduce(
        (most, hunk) =>
          Math.max(most, ...hunk.lines.map((line) => line.text.length + 3 * (line.text.split('\t').length - 1))),
        0,
      ),
    [hunks],
  );
  const virtual = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroller.current,
    estimateSize: (index) => heights[rows[index]?.kind ?? 'line'],
    getItemKey: (index) => keyOf(rows[index], index),
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
  return (
    <div
      ref={scroller}
      className="@container min-h-0 flex-1 overflow-auto font-mono text-code"
      tabIndex={0}
      role="region"
      aria-label="Changed lines"
    >
      <div
        className="relative min-w-full [tab-size:4]"
        style={{ height: virtual.getTotalSize(), width: `calc(${String(widest)}ch + ${String(gutterWidth + 24)}px)` }}
      >
        {virtual.getVirtualItems().map((item) => {
          const row = rows[item.index];
          return (
            <div
              key={item.key}
              ref={row?.kind === 'comments' ? virtual.measureElement : undefined}
              data-index={item.index}
              className="absolute inset-x-0 top-0"
              style={{
                ...(row?.kind !== 'comments' && { height: item.size }),
                transform: `translateY(${String(item.start)}px)`,
              }}
            >
              {row && <DiffRow thread={thread} row={row} />}
            </div>
          );
        })}
      </div>
    </div>
  );
}

/** What is measured is remembered by its key, so comments keep theirs wherever they come to stand. */
function keyOf(row: Row | undefined, index: number): string | number {
  return row?.kind === 'comments' ? row.comments.map(({ id }) => id).join(' ') : index;
}

const heights = { hunk: hunkHeight, line: lineHeight, comments: commentHeight } as const;

/** Comments stand under the line they are about; those whose line is not shown stand above all. */
function rowsOf(hunks: readonly Hunk[], comments: readonly Comment[], head: string | undefined): readonly Row[] {
  const lines = hunks.flatMap((hunk) => hunk.lines);
  const { file, under } = placeComments(comments, { shown: new Set(lines.flatMap(keysOf)), head });
  const row = (found: readonly Comment[]): Row[] => (found.length > 0 ? [{ kind: 'comments', comments: found }] : []);
  return [
    ...row(file),
    ...hunks.flatMap((hunk): Row[] => [
      { kind: 'hunk', hunk },
      ...hunk.lines.flatMap((line): Row[] => [
        { kind: 'line', line },
        ...row(keysOf(line).flatMap((key) => under.get(key) ?? [])),
      ]),
    ]),
  ];
}

/** A line is called by its number after the change, or, where it is gone, before it. */
function keysOf({ kind, old, now }: DiffLine): readonly string[] {
  const after = now === undefined ? [] : [lineKey('new', now)];
  return kind === 'added' || old === undefined ? after : [...after, lineKey('old', old)];
}

function DiffRow({ thread, row }: { readonly thread: ThreadId; readonly row: Row }) {
  switch (row.kind) {
    case 'hunk':
      return <HunkHead hunk={row.hunk} />;
    case 'line':
      return <Line line={row.line} />;
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

const looks = {
  added: { row: 'bg-added', gutter: 'bg-added-strong text-ready', sign: '+' },
  deleted: { row: 'bg-deleted', gutter: 'bg-deleted-strong text-failed', sign: '−' },
  context: { row: '', gutter: 'text-ink-3', sign: ' ' },
} as const;

function Line({ line }: { readonly line: DiffLine }) {
  const { row, gutter, sign } = looks[line.kind];
  return (
    <div data-line={line.kind} className={clsx('flex h-full', row)}>
      <span className={clsx('flex w-26 shrink-0 items-center text-right text-sm', gutter)} aria-hidden>
        <span className="w-11">{line.old}</span>
        <span className="w-11">{line.now}</span>
        <span className="flex-1 text-center">{sign}</span>
      </span>
      <span className="untrusted pl-2 leading-5 whitespace-pre!">
        {line.kind !== 'context' && <span className="sr-only">{line.kind}: </span>}
        <LongText text={line.text} />
        {line.open && <span className="pl-2 text-ink-3">no newline at the end</span>}
      </span>
    </div>
  );
}
