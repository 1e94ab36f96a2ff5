import type { FileConflict, LineRange } from '../../radar/conflict.ts';
import type { Drift, RedPair } from '../../radar/overlap.ts';
import { visible } from '../text/visible.ts';

const mostRanges = 4;
const mostThreads = 4;

export type NumberedRedPair = Pick<RedPair, 'failed'> & { readonly number: number };
export type NumberedOverlap = { readonly number: number; readonly files: readonly FileConflict[] };

/** One line for a card: `overlaps #4 in src/a.ts:10–20`. Undefined when nothing overlaps. */
export function overlapLine(overlaps: readonly NumberedOverlap[]): string | undefined {
  const numbers = [...new Set(overlaps.map(({ number }) => number))].sort((a, b) => a - b);
  const where = whereText(overlaps.flatMap(({ files }) => files));
  if (where === undefined) return undefined;
  const named = numbers.slice(0, mostThreads).map((number) => `#${String(number)}`);
  const more = numbers.length > mostThreads ? ` and ${String(numbers.length - mostThreads)} more` : '';
  return `overlaps ${named.join(', ')}${more} in ${where}`;
}

/** `conflicts with origin/main in src/a.ts:10–20: rebase`. Undefined when nothing does. */
export function driftLine(drifts: readonly Pick<Drift, 'target' | 'files'>[]): string | undefined {
  const where = whereText(drifts.flatMap(({ files }) => files));
  const targets = [...new Set(drifts.map(({ target }) => visible(target)))];
  return where && `conflicts with ${targets.join(', ')} in ${where}: rebase`;
}

/** `red together with #5: test`. Undefined when it is with nobody. */
export function redPairLine(pairs: readonly NumberedRedPair[]): string | undefined {
  const numbers = [...new Set(pairs.map(({ number }) => number))]
    .sort((a, b) => a - b)
    .map((number) => `#${String(number)}`);
  const names = [...new Set(pairs.flatMap(({ failed }) => failed.map(({ name }) => visible(name))))];
  return numbers.length === 0 ? undefined : `red together with ${numbers.join(', ')}: ${names.join(', ')}`;
}

function whereText(files: readonly FileConflict[]): string | undefined {
  const byPath = new Map(files.map((file) => [file.path, file]));
  const [first] = byPath.values();
  return first && (byPath.size === 1 ? placesText(first) : `${String(byPath.size)} files`);
}

/** A file with the lines in it: `src/a.ts:10–20, 25`. */
export function placesText({ path, lines }: Pick<FileConflict, 'path' | 'lines'>): string {
  const shown = lines.slice(0, mostRanges).map(rangeText).join(', ');
  const more = lines.length > mostRanges ? ` and ${String(lines.length - mostRanges)} more` : '';
  return `${visible(path).replaceAll('\n', '␊')}${shown === '' ? '' : `:${shown}${more}`}`;
}

function rangeText([from, to]: LineRange): string {
  return from === to ? String(from) : `${String(from)}–${String(to)}`;
}
