import fc from 'fast-check';
import { expect, test } from 'vitest';
import { compare, inWords } from './comparison.ts';
import { fisher } from './fisher.ts';
import { nextStep } from './nightly.ts';
import { passAll, passAt } from './pass-at.ts';
import { sprt, standardPlan } from './sprt.ts';
import { suiteDrop } from './suite-drop.ts';
import { wilson } from './wilson.ts';

const counts = (passed: number, trials: number) => ({ passed, trials });
const someCounts = fc.tuple(fc.nat(60), fc.nat(60)).map(([passed, failed]) => counts(passed, passed + failed));
const series = (text: string) => [...text].map((each) => each === '+');

test('the interval of a rate is that of Wilson: 8 of 10 is .490 to .943', () => {
  expect(wilson(counts(8, 10)).low).toBeCloseTo(0.49, 3);
  expect(wilson(counts(8, 10)).high).toBeCloseTo(0.943, 3);
  expect(wilson(counts(0, 0))).toEqual({ low: 0, high: 1 });
  fc.assert(
    fc.property(someCounts, ({ passed, trials }) => {
      const { low, high } = wilson({ passed, trials });
      expect(low).toBeGreaterThanOrEqual(0);
      expect(high).toBeLessThanOrEqual(1);
      if (trials > 0) expect(low <= passed / trials && passed / trials <= high).toBe(true);
    }),
  );
});

test('pass^3 of 4 of 5 is .4, pass@1 is the rate, and of fewer trials than k nothing is known', () => {
  expect(passAll(3, counts(4, 5))).toBeCloseTo(0.4, 12);
  expect(passAt(1, counts(4, 5))).toBeCloseTo(0.8, 12);
  expect(passAt(2, counts(1, 4))).toBeCloseTo(0.5, 12);
  expect(passAt(2, counts(4, 5))).toBe(1);
  expect([passAll(6, counts(5, 5)), passAt(6, counts(5, 5))]).toEqual([undefined, undefined]);
  fc.assert(
    fc.property(someCounts, fc.integer({ min: 1, max: 20 }), (of, k) => {
      const [all, one] = [passAll(k, of), passAt(k, of)];
      if (all !== undefined && one !== undefined) expect(all).toBeLessThanOrEqual(one + 1e-9);
    }),
  );
});

test("Fisher's test of 20 of 20 against 3 of 5 is .033", () => {
  expect(fisher(counts(20, 20), counts(3, 5))).toBeCloseTo(0.0333, 4);
  expect(fisher(counts(0, 0), counts(0, 3))).toBe(1);
  fc.assert(
    fc.property(someCounts, someCounts, (before, now) => {
      const chance = fisher(before, now);
      expect(chance).toBeGreaterThan(0);
      expect(chance).toBeLessThanOrEqual(1);
      if (now.passed > 0) expect(fisher(before, { ...now, passed: now.passed - 1 })).toBeLessThanOrEqual(chance + 1e-9);
    }),
  );
});

test('a sequential test stops as soon as the trials say enough', () => {
  expect(sprt(series('++++'))).toBe('more');
  expect(sprt(series('+++++'))).toBe('green');
  expect(sprt(series('--'))).toBe('red');
  expect(sprt(series('+-+-'))).toBe('red');
  expect(sprt(series('++-++++'))).toBe('more');
  expect(sprt(series('++++-++++-++'))).toBe('unsure');
  expect(sprt(series('++++-++++-+-'))).toBe('red');
  expect(sprt(series('+++++-------'))).toBe('green');
  fc.assert(
    fc.property(fc.array(fc.boolean(), { minLength: standardPlan.cap, maxLength: 40 }), (outcomes) => {
      expect(sprt(outcomes)).not.toBe('more');
      const end = outcomes.findIndex((_, at) => sprt(outcomes.slice(0, at + 1)) !== 'more');
      expect(sprt(outcomes.slice(0, end + 1))).toBe(sprt(outcomes));
    }),
  );
});

test('a red counts against a change only if it is red again, and not red without it', () => {
  const step = (first: string, second = '', baseline = '') =>
    nextStep({ first: series(first), second: series(second), baseline: series(baseline) });
  expect(step('')).toEqual({ take: 'first' });
  expect(step('+++++')).toEqual({ found: 'green' });
  expect(step('--')).toEqual({ take: 'second' });
  expect(step('--', '+++++')).toEqual({ found: 'unconfirmed' });
  expect(step('--', '--')).toEqual({ take: 'baseline' });
  expect(step('--', '--', '--')).toEqual({ found: 'pre-existing' });
  expect(step('--', '--', '+++++')).toEqual({ found: 'regression' });
});

test('a small drop in every scenario is seen over the suite, where none shows it alone', () => {
  const suite = (passed: number, size = 50) =>
    Array.from({ length: size }, () => ({ before: counts(38, 40), now: counts(passed, 6) }));
  expect(compare(counts(38, 40), counts(5, 6))).toBe('not-enough-data');
  expect(suiteDrop(suite(5))).toBeLessThan(0.001);
  expect(suiteDrop(suite(6))).toBeGreaterThan(0.9);
  expect(suiteDrop([])).toBe(1);
  // 19 of 20 before and 15 of 20 now, in three strata: the normal approximation by hand, z = 5.5 / 1.981.
  expect(suiteDrop(Array.from({ length: 3 }, () => ({ before: counts(19, 20), now: counts(15, 20) })))).toBeCloseTo(
    0.00274,
    5,
  );
});

test('what changed is told in words and counts', () => {
  expect(inWords(counts(38, 40), counts(4, 5))).toBe('4 of 5, was 38 of 40: not enough data');
  expect(inWords(counts(38, 40), counts(1, 5))).toBe('1 of 5, was 38 of 40: worse than before');
  expect(inWords(counts(38, 40), counts(39, 40))).toBe('39 of 40, was 38 of 40: as before');
  expect(inWords(counts(0, 0), counts(5, 5))).toBe('5 of 5, never tried before: not enough data');
});
