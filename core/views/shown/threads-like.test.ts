import { expect, test } from 'vitest';
import type { Thread } from '../../model/thread.ts';
import { threadsLike } from './threads-like.ts';

const titles = ['Fix the cart', 'Rename the euro', 'Round the euro', ...Array.from({ length: 300 }, () => 'Chore')];
const threads = titles.map((title, index) => ({ number: index + 1, title }) as Thread);
const numbers = (sought: string, most = 3, wordOf?: (thread: Thread) => string) =>
  threadsLike(threads, sought, { most, ...(wordOf && { wordOf }) }).map(({ number }) => number);

test('threads are found by all words in any order, the latest first, and no more than asked for', () => {
  expect(numbers('EURO the')).toEqual([3, 2]);
  expect(numbers('')).toEqual([303, 302, 301]);
  expect(numbers('no such words')).toEqual([]);
});

test('the thread of a number comes before all whose numbers begin with it, however old it is', () => {
  expect(numbers('#2')).toEqual([2, 299, 298]);
  expect(numbers('3', 2)).toEqual([3, 303]);
});

test('a thread is also found by what its card says', () => {
  expect(numbers('paused', 3, ({ number }) => (number === 7 ? 'paused' : ''))).toEqual([7]);
});
