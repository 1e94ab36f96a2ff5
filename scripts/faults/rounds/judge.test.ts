import { expect, test } from 'vitest';
import { lateness } from './judge.ts';

test('a board that tells the truth later than after 5 s has failed, and an overloaded machine is named', () => {
  expect(lateness(5000, [0.5], 2)).toEqual([]);
  expect(lateness(5001, [2], 2)).toEqual(['the board told the truth after 5001 ms, later than 5000 ms']);
  expect(lateness(9000, [7.25], 2).join()).toContain('overloaded: load 7.3 on 2 cores');
});
