import type { ShownTrial } from '../../core/evals/page/eval-page.ts';
import { countWords } from '../../core/evals/statistics/counts.ts';
import type { Counts } from '../../core/evals/statistics/counts.ts';
import type { Tone } from '../../core/views/board.ts';

export function agentName(harness: string): string {
  return harness === 'replay' ? 'the scripted agent' : harness;
}

/** In a table: a dash where nothing was tried. */
export function countCell(counts: Counts): string {
  return counts.trials === 0 ? '–' : countWords(counts);
}

export const outcomeTones: Readonly<Record<ShownTrial['outcome'], Tone>> = {
  pass: 'ready',
  fail: 'failed',
  infra: 'quiet',
  capped: 'quiet',
  refused: 'quiet',
  skipped: 'quiet',
};

export const policyWords = {
  capability: 'Told only: its red stops nobody',
  regression: 'A proven drop is red',
  safety: 'Once is red',
} as const;

export const trustWords = {
  incubating: 'incubating: its red is told and stops nobody',
  trusted: 'trusted',
  blocking: 'blocking: trusted, and its red is red',
} as const;
