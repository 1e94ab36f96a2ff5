import type { DiffLine } from './diff.ts';

/** What stands beside each other when a change is shown in two columns; either side may be empty. */
export type LinePair = { readonly left: DiffLine | undefined; readonly right: DiffLine | undefined };

/**
 * The lines of a hunk, old beside new, in their order: an unchanged line beside itself, and of deleted lines with added ones
 * after them the first beside the first, and so on.
 */
export function sideBySide(lines: readonly DiffLine[]): readonly LinePair[] {
  const pairs: LinePair[] = [];
  let deleted: DiffLine[] = [];
  let added: DiffLine[] = [];
  const close = () => {
    for (let at = 0; at < Math.max(deleted.length, added.length); at += 1)
      pairs.push({ left: deleted[at], right: added[at] });
    deleted = [];
    added = [];
  };
  for (const line of lines) {
    if (line.kind === 'added') added.push(line);
    else {
      if (line.kind === 'context' || added.length > 0) close();
      if (line.kind === 'context') pairs.push({ left: line, right: line });
      else deleted.push(line);
    }
  }
  close();
  return pairs;
}

/** Every changed line that took another's place, or gave its own to one, with that other line. */
export function replacements(lines: readonly DiffLine[]): ReadonlyMap<DiffLine, DiffLine> {
  const found = new Map<DiffLine, DiffLine>();
  for (const { left, right } of sideBySide(lines))
    if (left && right && left !== right) found.set(left, right).set(right, left);
  return found;
}
