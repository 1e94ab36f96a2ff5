import { clsx } from 'clsx';
import { MessageSquarePlus } from 'lucide-react';
import { useMemo } from 'react';
import type { DiffLine } from '../../../../core/views/changes/diff.ts';
import type { LinePair } from '../../../../core/views/changes/diff-pairs.ts';
import { LongText } from '../../long-text.tsx';
import { changedWords } from './changed-words.ts';

const looks = {
  added: { row: 'bg-added', gutter: 'bg-added-strong text-ready', word: 'bg-added-word', sign: '+' },
  deleted: { row: 'bg-deleted', gutter: 'bg-deleted-strong text-failed', word: 'bg-deleted-word', sign: '−' },
  context: { row: '', gutter: 'text-ink-3', word: '', sign: ' ' },
} as const;

type LineProps = { readonly line: DiffLine; readonly other: DiffLine | undefined };
/** Told of the line that a comment is to be written on. */
type OnComment = (line: DiffLine) => void;

export function UnifiedLine({ line, other, onComment }: LineProps & { readonly onComment: OnComment }) {
  const { row } = looks[line.kind];
  return (
    <div data-line={line.kind} className={clsx('flex h-full', row)}>
      <Gutter line={line} numbers={[line.old, line.now]} onComment={onComment} />
      <span className="untrusted pl-2 leading-5 whitespace-pre!">
        <Words line={line} other={other} />
      </span>
    </div>
  );
}

/** Old beside new; what does not fit its half is wrapped. */
export function SplitLine({ pair, onComment }: { readonly pair: LinePair; readonly onComment: OnComment }) {
  const { left, right } = pair;
  return (
    <div className="grid min-h-5 grid-cols-2">
      <Half line={left} other={right} number={left?.old} onComment={onComment} />
      <Half line={right} other={left} number={right?.now} onComment={onComment} />
    </div>
  );
}

type HalfProps = {
  readonly line: DiffLine | undefined;
  readonly other: DiffLine | undefined;
  readonly number: number | undefined;
  readonly onComment: OnComment;
};

function Half({ line, other, number, onComment }: HalfProps) {
  if (!line) return <div className="border-l bg-panel first:border-l-0" />;
  const { row } = looks[line.kind];
  return (
    <div data-line={line.kind} className={clsx('flex min-w-0 border-l first:border-l-0', row)}>
      <Gutter line={line} numbers={[number]} onComment={onComment} />
      <span className="untrusted min-w-0 flex-1 px-2 leading-5 wrap-anywhere whitespace-pre-wrap!">
        <Words line={line} other={other} />
      </span>
    </div>
  );
}

type GutterProps = {
  readonly line: DiffLine;
  readonly numbers: readonly (number | undefined)[];
  readonly onComment: OnComment;
};

/** Pressed to comment on its line; by keyboard that is C. Numbers and signs are drawn, so that copied lines come without. */
function Gutter({ line, numbers, onComment }: GutterProps) {
  const { gutter, sign } = looks[line.kind];
  return (
    <button
      type="button"
      tabIndex={-1}
      aria-label={`Comment on line ${String(line.now ?? line.old)}`}
      onClick={() => onComment(line)}
      className={clsx('group flex shrink-0 text-right text-sm leading-5', gutter)}
    >
      {numbers.map((number, at) => (
        <span key={at} data-number={number} className="w-11 before:content-[attr(data-number)]" />
      ))}
      <span data-sign={sign} className="w-4 text-center group-hover:hidden before:content-[attr(data-sign)]" />
      <span className="hidden w-4 justify-center self-center group-hover:flex">
        <MessageSquarePlus className="size-3.5" aria-hidden />
      </span>
    </button>
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
