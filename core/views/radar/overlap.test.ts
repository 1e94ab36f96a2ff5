import { expect, test } from 'vitest';
import { RepoId } from '../../ids.ts';
import { driftLine, overlapLine, placesText, redPairLine } from './overlap.ts';

const file = (path: string, ...lines: readonly (readonly [number, number])[]) => ({
  ...{ path, kind: 'contents', lines, theirLines: [] },
});

test.each([
  ['nothing', [], undefined],
  ['one file', [{ number: 4, files: [file('src/a.ts', [10, 20], [25, 25])] }], 'overlaps #4 in src/a.ts:10–20, 25'],
  ['several files', [{ number: 4, files: [file('a'), file('b')] }], 'overlaps #4 in 2 files'],
  [
    'the same file with many threads',
    [12, 3, 7, 9, 5, 3].map((number) => ({ number, files: [file('a', [1, 2])] })),
    'overlaps #3, #5, #7, #9 and 1 more in a:1–2',
  ],
])('a card that overlaps in %s says so in one line', (_, overlaps, line) => {
  expect(overlapLine(overlaps)).toBe(line);
});

test('a hostile file name is shown as the text it is', () => {
  expect(placesText(file('a\n\u001b[31m\u202eb', [1, 1]))).toBe('a␊␛[31m⟨U+202E⟩b:1');
});

test('a card whose commits conflict with the default branch says what to do', () => {
  expect(driftLine([])).toBe(undefined);
  expect(driftLine([{ target: 'origin/main', files: [file('a', [1, 2])] }])).toBe(
    'conflicts with origin/main in a:1–2: rebase',
  );
});

test('a card that is red together with others says with whom, and which check', () => {
  const failed = [{ repo: RepoId.parse('rep_a'), name: 'test\u202e', tail: '' }];
  expect(redPairLine([])).toBe(undefined);
  expect(redPairLine([12, 3].map((number) => ({ number, failed })))).toBe('red together with #3, #12: test⟨U+202E⟩');
});
