import { clsx } from 'clsx';
import { pillText } from '../../core/views/card.ts';
import type { ChecksPill } from '../../core/views/card.ts';
import { Glyph } from './glyph.tsx';
import type { Shape } from './glyph.tsx';

export function Delta({ added, deleted }: { readonly added: number; readonly deleted: number }) {
  return (
    <span
      className="inline-flex gap-1.5 text-sm whitespace-nowrap tabular-nums"
      aria-label={`${String(added)} lines added, ${String(deleted)} deleted`}
    >
      <span className="text-ready">+{added}</span>
      <span className="text-failed">−{deleted}</span>
    </span>
  );
}

export function Checks({ pill }: { readonly pill: ChecksPill }) {
  const { shape, tone } = marks[pill.kind];
  return (
    <span className={clsx('inline-flex items-center gap-1 text-sm whitespace-nowrap', tone)}>
      <Glyph shape={shape} className="size-3!" />
      {pillText(pill)}
    </span>
  );
}

const marks: Readonly<Record<ChecksPill['kind'], { readonly shape: Shape; readonly tone: string }>> = {
  'none-yet': { shape: 'dashed', tone: 'text-quiet' },
  'no-checks': { shape: 'question', tone: 'text-quiet' },
  stale: { shape: 'question', tone: 'text-quiet' },
  running: { shape: 'half', tone: 'text-working' },
  green: { shape: 'check', tone: 'text-ready' },
  red: { shape: 'cross', tone: 'text-failed' },
};

/** `more`: not all were counted yet. */
export function Count({ value, more = false }: { readonly value: number; readonly more?: boolean }) {
  return <span className="text-sm text-ink-3">{countText(value, more)}</span>;
}

export function countText(value: number, more: boolean): string {
  return `${String(value)}${more ? '+' : ''}`;
}
