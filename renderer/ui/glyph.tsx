import { clsx } from 'clsx';
import type { ReactNode } from 'react';

export type Shape =
  | 'dashed'
  | 'quarter'
  | 'half'
  | 'three-quarters'
  | 'pause'
  | 'square'
  | 'shield'
  | 'question'
  | 'eye'
  | 'check'
  | 'check-filled'
  | 'cross'
  | 'undo'
  | 'slash';

/** State glyphs of one family, 14 px, so that a column of them reads as a column. */
export function Glyph({ shape, className }: { readonly shape: Shape; readonly className?: string }) {
  return (
    <svg
      viewBox="0 0 14 14"
      className={clsx('size-3.5 shrink-0', underWay.has(shape) && 'breathing', className)}
      fill="none"
      stroke="currentColor"
      strokeWidth="1.5"
      aria-hidden
    >
      {drawings[shape]}
    </svg>
  );
}

/** They breathe as a whole: the compositor does that alone, where a part of a drawing is painted anew in every frame. */
const underWay: ReadonlySet<Shape> = new Set(['quarter', 'half', 'three-quarters']);

const ring = <circle cx="7" cy="7" r="5.75" />;

/** A ring filled clockwise to a share of it, as a clock hand would. */
function pie(share: number): ReactNode {
  const length = 2 * Math.PI * 1.75;
  return (
    <>
      {ring}
      <circle
        cx="7"
        cy="7"
        r="1.75"
        strokeWidth="3.5"
        strokeDasharray={`${String(length * share)} ${String(length)}`}
        transform="rotate(-90 7 7)"
      />
    </>
  );
}

const drawings: Readonly<Record<Shape, ReactNode>> = {
  dashed: <circle cx="7" cy="7" r="5.75" strokeDasharray="2 1.6" />,
  quarter: pie(0.25),
  half: pie(0.5),
  'three-quarters': pie(0.75),
  pause: (
    <>
      {ring}
      <path d="M5.6 5v4M8.4 5v4" strokeLinecap="round" />
    </>
  ),
  square: (
    <>
      {ring}
      <rect x="5" y="5" width="4" height="4" rx="0.75" fill="currentColor" stroke="none" />
    </>
  ),
  shield: (
    <>
      <path d="M7 1.3 12 3v3.7c0 3-2 5-5 6-3-1-5-3-5-6V3z" strokeLinejoin="round" />
      <path d="M7 4.3v3" strokeLinecap="round" />
      <circle cx="7" cy="9.5" r="0.9" fill="currentColor" stroke="none" />
    </>
  ),
  question: (
    <>
      {ring}
      <path d="M5.4 5.6a1.7 1.7 0 1 1 2.4 1.5c-.5.2-.8.5-.8 1" strokeLinecap="round" strokeWidth="1.3" />
      <circle cx="7" cy="9.9" r="0.8" fill="currentColor" stroke="none" />
    </>
  ),
  eye: (
    <>
      {ring}
      <circle cx="7" cy="7" r="2" fill="currentColor" stroke="none" />
    </>
  ),
  check: (
    <>
      {ring}
      <path d="m4.6 7.2 1.7 1.7 3.1-3.6" strokeLinecap="round" strokeLinejoin="round" />
    </>
  ),
  'check-filled': (
    <>
      <circle cx="7" cy="7" r="6.5" fill="currentColor" stroke="none" />
      <path d="m4.4 7.2 1.9 1.9 3.3-3.9" stroke="var(--card)" strokeLinecap="round" strokeLinejoin="round" />
    </>
  ),
  cross: (
    <>
      {ring}
      <path d="m5.1 5.1 3.8 3.8M8.9 5.1 5.1 8.9" strokeLinecap="round" />
    </>
  ),
  undo: (
    <>
      {ring}
      <path
        d="M5.6 4.4 4.2 5.9l1.4 1.4M4.4 5.9h3.3a1.9 1.9 0 1 1 0 3.8H6"
        strokeLinecap="round"
        strokeLinejoin="round"
        strokeWidth="1.2"
      />
    </>
  ),
  slash: (
    <>
      {ring}
      <path d="m3.2 10.8 7.6-7.6" />
    </>
  ),
};
