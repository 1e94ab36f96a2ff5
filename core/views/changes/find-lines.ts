import { maskSecrets } from '../../secrets/redact.ts';
import { parseDiff } from './diff.ts';
import type { DiffLine } from './diff.ts';

/** A line of a diff; `file`: which of the changed files, in the order of the diff. */
export type DiffHit = { readonly file: number; readonly line: DiffLine };

/**
 * The lines in a diff of many files that hold the words, in any case, as they may be shown: secrets are masked. At most
 * `most` of `total` are told.
 */
export function findLines(
  diff: string,
  words: string,
  most: number,
): { readonly hits: readonly DiffHit[]; readonly total: number } {
  const wanted = words.toLowerCase();
  const has = (text: string) => text.toLowerCase().includes(wanted);
  const hits: DiffHit[] = [];
  let total = 0;
  for (const { file, text } of partsOf(diff)) {
    if (!has(text)) continue;
    const shown = hits.length < most ? maskSecrets(text) : text;
    const found = parseDiff(shown).hunks.flatMap(({ lines }) => lines.filter((line) => has(line.text)));
    total += found.length;
    hits.push(...found.slice(0, most - hits.length).map((line) => ({ file, line })));
  }
  return { hits, total };
}

/** No line of a file's content begins with a `d`, so that none looks like the beginning of another file. */
function partsOf(diff: string): readonly { readonly file: number; readonly text: string }[] {
  const parts: { file: number; text: string }[] = [];
  let file = -1;
  let last = '';
  for (const text of diff.split(/^(?=diff --git )/m)) {
    const head = text.slice(0, text.indexOf('\n'));
    // A file that became a link is told in two parts.
    if (head !== last) file += 1;
    last = head;
    parts.push({ file, text });
  }
  return parts;
}
