import { expect, test } from 'vitest';
import { trendOf } from './trend.ts';

const points = (y: (x: number) => number) => Array.from({ length: 60 }, (_, x) => ({ x, y: y(x) }));

test('what only goes up and down is flat, what creeps up is not', () => {
  expect(trendOf(points((x) => 100 + 8 * Math.sin(x)))?.flat).toBe(true);
  expect(trendOf(points((x) => 100 + x + 8 * Math.sin(x)))).toMatchObject({ flat: false });
  expect(trendOf(points((x) => 100 + 2 * x))?.slope).toBeCloseTo(2);
});
