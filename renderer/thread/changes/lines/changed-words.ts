import { diffWordsWithSpace } from 'diff';
import type { DiffLine } from '../../../../core/views/changes/diff.ts';

/** A piece of a line, and whether the line that it replaced, or that replaced it, lacks it. */
export type Piece = { readonly text: string; readonly changed: boolean };

/** Longer lines are compared as a whole: nobody reads them word by word. */
const longest = 1000;
/** Of a line; below it the two have nothing to do with each other, and marks would only be noise. */
const leastInCommon = 0.3;

/** The pieces of a line that took or lost another's place. One piece that is not marked when marks would say nothing. */
export function changedWords(line: DiffLine, other: DiffLine | undefined): readonly Piece[] {
  const whole = [{ text: line.text, changed: false }];
  if (!other || line.text.length + other.text.length > 2 * longest) return whole;
  const isOld = line.kind === 'deleted';
  const [before, after] = isOld ? [line.text, other.text] : [other.text, line.text];
  const pieces = diffWordsWithSpace(before, after)
    .filter(({ added, removed }) => (isOld ? !added : !removed))
    .map(({ value, added, removed }) => ({ text: value, changed: added || removed }));
  const common = pieces.reduce((sum, { text, changed }) => sum + (changed ? 0 : text.trim().length), 0);
  return common < leastInCommon * line.text.trim().length ? whole : pieces;
}
