import { LongText } from '../conversation/long-text.tsx';
import { useVirtualizer } from '@tanstack/react-virtual';
import { clsx } from 'clsx';
import { useMemo, useRef } from 'react';
import type { DiffLine, Hunk } from '../../../core/views/diff.ts';
import { useKeys } from '../../window/keys.ts';

type Row = { readonly kind: 'hunk'; readonly hunk: Hunk } | { readonly kind: 'line'; readonly line: DiffLine };

const lineHeight = 20;
const hunkHeight = 32;
const gutterWidth = 112;

export function DiffLines({ hunks }: { readonly hunks: readonly Hunk[] }) {
  const scroller = useRef<HTMLDivElement>(null);
  const rows = useMemo(
    () =>
      hunks.flatMap((hunk): Row[] => [
        { kind: 'hunk', hunk },
        ...hunk.lines.map((line): Row => ({ kind: 'line', line })),
      ]),
    [hunks],
  );
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
    estimateSize: (index) => (rows[index]?.kind === 'hunk' ? hunkHeight : lineHeight),
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
      className="min-h-0 flex-1 overflow-auto font-mono text-code"
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
              className="absolute inset-x-0 top-0"
              style={{ height: item.size, transform: `translateY(${String(item.start)}px)` }}
            >
              {row?.kind === 'hunk' ? <HunkHead hunk={row.hunk} /> : row && <Line line={row.line} />}
            </div>
          );
        })}
      </div>
    </div>
  );
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
