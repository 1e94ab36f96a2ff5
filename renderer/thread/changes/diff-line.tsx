import { clsx } from 'clsx';
import { useMemo } from 'react';
import type { DiffLine } from '../../../core/views/diff.ts';
import type { LinePair } from '../../../core/views/diff-pairs.ts';
import { LongText } from '../conversation/long-text.tsx';
import { changedWords } from './changed-words.ts';

const looks = {
  added: { row: 'bg-added', gutter: 'bg-added-strong text-ready', word: 'bg-added-word', sign: '+' },
  deleted: { row: 'bg-deleted', gutter: 'bg-deleted-strong text-failed', word: 'bg-deleted-word', sign: '−' },
  context: { row: '', gutter: 'text-ink-3', word: '', sign: ' ' },
} as const;

type LineProps = { readonly line: DiffLine; readonly other: DiffLine | undefined };

export function UnifiedLine({ line, other }: LineProps) {
  const { row, gutter, sign } = looks[line.kind];
  return (
    <div data-line={line.kind} className={clsx('flex h-full', row)}>
      <span className={clsx('flex w-26 shrink-0 items-center text-right text-sm', gutter)} aria-hidden>
        <span className="w-11">{line.old}</span>
        <span className="w-11">{line.now}</span>
        <span className="flex-1 text-center">{sign}</span>
      </span>
      <span className="untrusted pl-2 leading-5 whitespace-pre!">
        <Words line={line} other={other} />
      </span>
    </div>
  );
}

/** Old beside new; what does not fit its half is wrapped. */
export function SplitLine({ pair: { left, right } }: { readonly pair: LinePair }) {
  return (
    <div className="grid min-h-5 grid-cols-2">
      <Half line={left} other={right} number={left?.old} />
      <Half line={right} other={left} number={right?.now} />
    </div>
  );
}

type HalfProps = {
  readonly line: DiffLine | undefined;
  readonly other: DiffLine | undefined;
  readonly number: number | undefined;
};

function Half({ line, other, number }: HalfProps) {
  if (!line) return <div className="border-l bg-panel first:border-l-0" />;
  const { row, gutter, sign } = looks[line.kind];
  return (
    <div data-line={line.kind} className={clsx('flex min-w-0 border-l first:border-l-0', row)}>
      <span className={clsx('flex w-16 shrink-0 text-right text-sm leading-5', gutter)} aria-hidden>
        <span className="w-11">{number}</span>
        <span className="flex-1 text-center">{sign}</span>
      </span>
      <span className="untrusted min-w-0 flex-1 px-2 leading-5 wrap-anywhere whitespace-pre-wrap!">
        <Words line={line} other={other} />
      </span>
    </div>
  );
}

function Words({ line, other }: LineProps) {
  const pieces = useMemo(() => changedWords(line, other), [line, other]);
  const { word } = looks[line.kind];
  return (
    <>
      {line.kind !== 'context' && <span className="sr-only">{line.kind}: </span>}
      {pieces.map(({ text, changed }, at) =>
        changed ? (
          <span key={at} data-changed className={clsx('rounded-xs', word)}>
            <LongText text={text} />
          </span>
        ) : (
          <LongText key={at} text={text} />
        ),
      )}
      {line.open && <span className="pl-2 text-ink-3">no newline at the end</span>}
    </>
  );
}
