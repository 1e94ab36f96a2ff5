import fc from 'fast-check';
import { expect, test } from 'vitest';
import { findBlame } from './blame.ts';

/** Red is whatever holds all of one of these sets. */
function factory(...bad: readonly (readonly number[])[]) {
  const tried: (readonly number[])[] = [];
  const isGreen = (places: readonly number[]) => {
    tried.push(places);
    return Promise.resolve(!bad.some((set) => set.every((each) => places.includes(each))));
  };
  return { tried, isGreen };
}

test.each([
  ['the only pair', 2, [[0, 1]], { culprit: 1, alone: false, partner: 0 }],
  ['one that is red by itself', 4, [[2]], { culprit: 2, alone: true, partner: undefined }],
  ['the first, red by itself', 3, [[0]], { culprit: 0, alone: true, partner: undefined }],
  ['three that are red only all together', 3, [[0, 1, 2]], { culprit: 2, alone: false, partner: undefined }],
])('%s is to blame', async (...[, count, bad, blame]) => {
  expect(await findBlame(count, factory(...bad).isGreen)).toEqual(blame);
});

test('any red pair is found, in few tries', async () => {
  const pairs = fc
    .uniqueArray(fc.nat(15), { minLength: 2, maxLength: 2 })
    .map((pair) => pair.toSorted((a, b) => a - b));
  await fc.assert(
    fc.asyncProperty(pairs, async ([a = 0, b = 1]) => {
      const { tried, isGreen } = factory([a, b]);
      expect(await findBlame(16, isGreen)).toEqual({ culprit: b, alone: false, partner: a });
      expect(tried.length).toBeLessThanOrEqual(4 + 1 + 15);
    }),
  );
});
