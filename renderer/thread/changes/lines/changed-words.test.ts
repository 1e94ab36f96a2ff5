import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { DiffLine } from '../../../../core/views/changes/diff.ts';
import { changedWords } from './changed-words.ts';

const line = (kind: DiffLine['kind'], text: string): DiffLine => ({ kind, text, old: 1, now: 1, open: false });
const marked = (before: string, after: string) =>
  [
    changedWords(line('deleted', before), line('added', after)),
    changedWords(line('added', after), line('deleted', before)),
  ].map((pieces) => pieces.map(({ text, changed }) => (changed ? `[${text}]` : text)).join(''));

test('only the words that differ are marked, on either side', () => {
  expect(marked('const rate = 3;', 'const rate = 4;')).toEqual(['const rate = [3];', 'const rate = [4];']);
});

test('lines that have little in common, that stand alone or are very long are not marked', () => {
  expect(marked('import a from "b";', 'return x + y;')).toEqual(['import a from "b";', 'return x + y;']);
  expect(changedWords(line('added', 'x'), undefined)).toEqual([{ text: 'x', changed: false }]);
  expect(changedWords(line('added', `${'a '.repeat(900)}b`), line('deleted', 'a '.repeat(900)))).toHaveLength(1);
});

test('no character is lost or added by marking', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), fc.string({ unit: 'grapheme' }), (before, after) => {
      const text = (pieces: ReturnType<typeof changedWords>) => pieces.map((piece) => piece.text).join('');
      expect(text(changedWords(line('deleted', before), line('added', after)))).toBe(before);
      expect(text(changedWords(line('added', after), line('deleted', before)))).toBe(after);
    }),
  );
});
