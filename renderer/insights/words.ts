import type { Money } from '../../core/insights/insights.ts';

/** A span in the unit a person would say it in. */
export function spanWords(ms: number | undefined): string {
  if (ms === undefined) return 'unknown';
  const minutes = ms / 60_000;
  if (minutes < 1) return 'under 1 min';
  if (minutes < 90) return `${String(Math.round(minutes))} min`;
  const hours = minutes / 60;
  return hours < 48 ? `${hours.toFixed(1)} h` : `${(hours / 24).toFixed(1)} days`;
}

/** What nobody told is unknown, and a sum over it is at least what was told. */
export function moneyWords({ usd, unknown }: Money): string {
  if (usd === undefined) return unknown === 0 ? 'nothing ran' : 'unknown';
  return `${unknown > 0 ? 'at least ' : ''}$${usd.toFixed(2)}`;
}

export function unknownRuns({ unknown }: Money): string {
  if (unknown === 0) return 'every run told its cost';
  return `${String(unknown)} ${unknown === 1 ? 'run' : 'runs'} did not tell`;
}
