import type { FileConflict, LineRange } from '../../radar/conflict.ts';
import { visible } from '../text/visible.ts';

const mostRanges = 4;

/** A file with the lines in it: `src/a.ts:10–20, 25`. */
export function placesText({ path, lines }: Pick<FileConflict, 'path' | 'lines'>): string {
  const shown = lines.slice(0, mostRanges).map(rangeText).join(', ');
  const more = lines.length > mostRanges ? ` and ${String(lines.length - mostRanges)} more` : '';
  return `${visible(path).replaceAll('\n', '␊')}${shown === '' ? '' : `:${shown}${more}`}`;
}

function rangeText([from, to]: LineRange): string {
  return from === to ? String(from) : `${String(from)}–${String(to)}`;
}
