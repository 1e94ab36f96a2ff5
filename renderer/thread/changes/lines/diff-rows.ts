import type { Comment } from '../../../../core/model/review/comment.ts';
import type { Settings } from '../../../../core/settings.ts';
import { lineKey, placeComments } from '../../../../core/review/words.ts';
import type { DiffLine, Hunk } from '../../../../core/views/changes/diff.ts';
import { replacements, sideBySide } from '../../../../core/views/changes/diff-pairs.ts';
import type { LinePair } from '../../../../core/views/changes/diff-pairs.ts';
import type { LinePlace } from './line-place.ts';
import type { LineWish } from '../search/use-search.ts';

export type DiffLayout = Settings['diff'];

export type DiffRow =
  | { readonly kind: 'hunk'; readonly hunk: Hunk }
  /** `other`: the line that it replaced, or that replaced it. */
  | { readonly kind: 'line'; readonly line: DiffLine; readonly other: DiffLine | undefined }
  | { readonly kind: 'pair'; readonly pair: LinePair }
  | { readonly kind: 'comments'; readonly comments: readonly Comment[] }
  | { readonly kind: 'editor'; readonly at: LinePlace };

type Shown = {
  readonly hunks: readonly Hunk[];
  readonly comments: readonly Comment[];
  /** The commit that comments stand at their lines of. */
  readonly head: string | undefined;
  readonly layout: DiffLayout;
  /** The lines a comment is being written on. */
  readonly written: readonly LinePlace[];
};

/** Comments stand under the line they are about; those whose line is not shown stand above all. */
export function rowsOf({ hunks, comments, head, layout, written }: Shown): readonly DiffRow[] {
  const shown = new Set(hunks.flatMap((hunk) => hunk.lines.flatMap(keysOf)));
  const { file, under } = placeComments(comments, { shown, head });
  const row = (found: readonly Comment[]): DiffRow[] =>
    found.length > 0 ? [{ kind: 'comments', comments: found }] : [];
  const editors = new Map(written.map((at) => [lineKey(at.side, at.line), at]));
  const editor = (key: string): DiffRow[] => [editors.get(key)].flatMap((at) => (at ? [{ kind: 'editor', at }] : []));
  const below = (...lines: readonly DiffLine[]) => {
    const keys = [...new Set(lines.flatMap(keysOf))];
    return [...row(keys.flatMap((key) => under.get(key) ?? [])), ...keys.flatMap(editor)];
  };
  const unified = ({ lines }: Hunk): DiffRow[] => {
    const others = replacements(lines);
    return lines.flatMap((line): DiffRow[] => [{ kind: 'line', line, other: others.get(line) }, ...below(line)]);
  };
  const split = ({ lines }: Hunk): DiffRow[] =>
    sideBySide(lines).flatMap((pair): DiffRow[] => {
      const both = [pair.left, pair.right].filter((line) => line !== undefined);
      return [{ kind: 'pair', pair }, ...below(...both)];
    });
  return [
    ...row(file),
    ...[...editors.keys()].filter((key) => !shown.has(key)).flatMap(editor),
    ...hunks.flatMap((hunk): DiffRow[] => [
      { kind: 'hunk', hunk },
      ...(layout === 'split' ? split(hunk) : unified(hunk)),
    ]),
  ];
}

/** An unchanged line has a number on each side. */
function keysOf({ kind, old, now }: DiffLine): readonly string[] {
  const after = now === undefined ? [] : [lineKey('new', now)];
  return kind === 'added' || old === undefined ? after : [...after, lineKey('old', old)];
}

/** What is measured is remembered by its key, so comments keep theirs wherever they come to stand. */
export function rowKey(row: DiffRow | undefined, index: number): string | number {
  if (row?.kind === 'editor') return `editor ${lineKey(row.at.side, row.at.line)}`;
  return row?.kind === 'comments' ? row.comments.map(({ id }) => id).join(' ') : index;
}

/** Estimates, in pixels: what wraps is measured when it is drawn. */
export const rowHeights = { hunk: 32, line: 20, pair: 20, comments: 96, editor: 100 } as const;

export function isMeasured(row: DiffRow | undefined): boolean {
  return row !== undefined && row.kind !== 'hunk' && row.kind !== 'line';
}

/** Of the longest line, in characters; a tab counts four. */
export function widestLine(hunks: readonly Hunk[]): number {
  return hunks.reduce(
    (most, { lines }) =>
      lines.reduce((widest, { text }) => Math.max(widest, text.length + 3 * (text.split('\t').length - 1)), most),
    0,
  );
}

/** The row that shows a line; -1 where none does. */
export function wishedRow(rows: readonly DiffRow[], { kind, line }: LineWish): number {
  const isIt = (each: DiffLine | undefined) =>
    each?.kind === kind && (kind === 'deleted' ? each.old : each.now) === line;
  return rows.findIndex((row) => {
    if (row.kind === 'line') return isIt(row.line);
    return row.kind === 'pair' && (isIt(row.pair.left) || isIt(row.pair.right));
  });
}
