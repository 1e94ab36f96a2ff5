import { expect, test } from 'vitest';
import type { CheckpointReason } from './checkpoint.ts';
import { expired } from './retention.ts';

const day = 86_400_000;
const now = 1000 * day;
const at = (number: number, reason: CheckpointReason = 'interval', daysAgo = 0) => ({
  number,
  note: { at: now - daysAgo * day, reason },
});
const limits = { keep: 3, days: 30 };
const numbers = (all: readonly { readonly number: number }[]) => all.map(({ number }) => number);

test('beyond the number kept, those of the clock go first, oldest first', () => {
  const all = [at(1, 'kill'), at(2), at(3, 'take-over'), at(4), at(5)];
  expect(numbers(expired(all, limits, { now, finished: false }))).toEqual([2, 4]);
});

test('what is older than the days goes, but never the newest of a thread that is worked on', () => {
  const all = [at(1, 'kill', 40), at(2, 'kill', 31)];
  expect(numbers(expired(all, limits, { now, finished: false }))).toEqual([1]);
  expect(numbers(expired(all, limits, { now, finished: true }))).toEqual([1, 2]);
});
