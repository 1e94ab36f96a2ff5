import { clsx } from 'clsx';
import type { Tone } from '../../core/views/board.ts';
import { Glyph } from './glyph.tsx';
import type { Shape } from './glyph.tsx';

const toneText: Readonly<Record<Tone, string>> = {
  working: 'text-working',
  'needs-you': 'text-needs-you',
  review: 'text-review',
  ready: 'text-ready',
  failed: 'text-failed',
  quiet: 'text-quiet',
};

/** A state is never a colour alone: this is its glyph and its word. */
export function StateMark({
  word,
  tone,
  className,
}: {
  readonly word: string;
  readonly tone: Tone;
  readonly className?: string;
}) {
  return (
    <span className={clsx('inline-flex items-center gap-1.5 whitespace-nowrap', toneText[tone], className)}>
      <StateGlyph word={word} tone={tone} />
      {word}
    </span>
  );
}

export function StateGlyph({ word, tone }: { readonly word: string; readonly tone: Tone }) {
  return <Glyph shape={shapes[word] ?? fallbacks[tone]} className={toneText[tone]} />;
}

const shapes: Readonly<Record<string, Shape>> = {
  queued: 'dashed',
  paused: 'pause',
  starting: 'quarter',
  working: 'half',
  checking: 'three-quarters',
  'waiting for approval': 'shield',
  'needs input': 'question',
  ungated: 'shield',
  stopped: 'square',
  'ready to land': 'check',
  landing: 'three-quarters',
  landed: 'check-filled',
  reverted: 'undo',
  unknown: 'question',
  dropped: 'slash',
  waiting: 'dashed',
};

const fallbacks: Readonly<Record<Tone, Shape>> = {
  working: 'half',
  'needs-you': 'question',
  review: 'eye',
  ready: 'check',
  failed: 'cross',
  quiet: 'dashed',
};
