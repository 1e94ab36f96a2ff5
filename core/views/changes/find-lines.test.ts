import { expect, test } from 'vitest';
import { findLines } from './find-lines.ts';

const file = (name: string, body: string) => `diff --git a/${name} b/${name}\n--- a/${name}\n+++ b/${name}\n${body}`;
const diff = [
  file('a.txt', '@@ -1,2 +1,3 @@\n context Needle\n-old needle\n+diff --git a/x b/x\n+nothing\n'),
  file('link', '@@ -1 +0,0 @@\n-needle of the file\n'),
  file('link', '@@ -0,0 +1 @@\n+needle of the link\n'),
  file('b.txt', '@@ -7,0 +8,2 @@\n+a NEEDLE\n+needle needle\n'),
].join('');

test('every line that holds the words is found with its file and its number on its side, in any case', () => {
  const { hits, total } = findLines(diff, 'needle', 100);
  expect(hits.map(({ file: at, line }) => [at, line.kind, line.old, line.now])).toEqual([
    [0, 'context', 1, 1],
    [0, 'deleted', 2, undefined],
    [1, 'deleted', 1, undefined],
    [1, 'added', undefined, 1],
    [2, 'added', undefined, 8],
    [2, 'added', undefined, 9],
  ]);
  expect(total).toBe(6);
});

test('no more lines are told than are wanted, and all are counted', () => {
  const { hits, total } = findLines(diff, 'needle', 2);
  expect(hits).toHaveLength(2);
  expect(total).toBe(6);
});

test('a secret in a line that is found is masked', () => {
  const token = `glpat-${'aB3dE5gH7jK9mN1pQ2r'}S`;
  const { hits } = findLines(file('c.txt', `@@ -0,0 +1 @@\n+needle ${token}\n`), 'needle', 5);
  expect(hits.map(({ line }) => line.text)).toEqual(['needle «secret: gitlab-token»']);
});
