import type { VerdictKind } from '../../core/gates/verdict.ts';
import type { Shape } from '../ui/glyph.tsx';

type Mark = { readonly shape: Shape; readonly tone: string; readonly word: string };

export const verdictMarks: Readonly<Record<VerdictKind, Mark>> = {
  allow: { shape: 'check', tone: 'text-ready', word: 'allowed' },
  ask: { shape: 'shield', tone: 'text-needs-you', word: 'asked' },
  deny: { shape: 'slash', tone: 'text-failed', word: 'denied' },
};
