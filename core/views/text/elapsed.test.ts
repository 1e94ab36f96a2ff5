import { expect, test } from 'vitest';
import { durationText, elapsedText } from './elapsed.ts';

test('a span gets coarser the longer it is', () => {
  expect([0, 59_999, 60_000, 3_600_000, 7_500_000, 86_400_000, 90_000_000].map(elapsedText)).toEqual([
    '0 s',
    '59 s',
    '1 m',
    '1 h',
    '2 h',
    '1 d',
    '1 d',
  ]);
});

test('a clock that runs ahead never shows a negative span', () => {
  expect(elapsedText(-5000)).toBe('0 s');
});

test('a duration keeps what matters at its size', () => {
  expect([12, 4210, 192_000, 7_260_000].map(durationText)).toEqual(['12 ms', '4.2 s', '3 m 12 s', '2 h 1 m']);
});
