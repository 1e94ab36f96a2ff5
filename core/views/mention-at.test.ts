import { expect, test } from 'vitest';
import { mentionAt, withMention } from './mention-at.ts';
import { likeliestPaths } from './reading/likeliest-paths.ts';

test('a file is named after an @ that begins a word, up to the caret', () => {
  expect(mentionAt('Look at @src/ca and go', 15)).toEqual({ from: 8, query: 'src/ca' });
  expect(mentionAt('@', 1)).toEqual({ from: 0, query: '' });
  expect(mentionAt('kim@example.org', 15)).toBeUndefined();
  expect(mentionAt('Look at @src done', 17)).toBeUndefined();
});

test('the path takes the place of what named it; one with spaces is quoted', () => {
  expect(withMention('See @ca.', { from: 4, to: 7 }, 'src/cart.ts')).toEqual({ text: 'See src/cart.ts .', caret: 16 });
  expect(withMention('@a', { from: 0, to: 2 }, 'a b.ts').text).toBe('"a b.ts" ');
});

test('the likeliest path is one with the words in its name, then in its folders, then letter by letter', () => {
  const paths = ['src/chart/a.ts', 'src/cart.ts', 'cart/index.ts', 'docs/c-a-r-t.md', 'other.ts'];
  expect(likeliestPaths(paths, 'Cart', 10)).toEqual([
    'src/cart.ts',
    'cart/index.ts',
    'src/chart/a.ts',
    'docs/c-a-r-t.md',
  ]);
  expect(likeliestPaths(paths, '', 2)).toEqual(['other.ts', 'src/cart.ts']);
});
