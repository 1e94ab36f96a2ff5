import type { FileConflict, LineRange } from '../../radar/conflict.ts';
import { visible } from '../text/visible.ts';

const mostRanges = 4;
const mostThreads = 4;

export type NumberedOverlap = { readonly number: number; readonly files: readonly FileConflict[] };

/** One line for a card: `overlaps #4 in src/a.ts:10–20`. Undefined when nothing overlaps. */
export function overlapLine(overlaps: readonly NumberedOverlap[]): string | undefined {
  const numbers = [...new Set(overlaps.map(({ number }) => number))].sort((a, b) => a - b);
  const files = new Map(overlaps.flatMap((each) => each.files).map((file) => [file.path, file]));
  const [first] = files.values();
  if (!first) return undefined;
  const named = numbers.slice(0, mostThreads).map((number) => `#${String(number)}`);
  const more = numbers.length > mostThreads ? ` and ${String(numbers.length - mostThreads)} more` : '';
  const where = files.size === 1 ? placesText(first) : `${String(files.size)} files`;
  return `overlaps ${named.join(', ')}${more} in ${where}`;
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
