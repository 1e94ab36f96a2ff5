import { expect, test } from 'vitest';
import { costText, shortUsage, totalUsage, usageOf, usageText } from './usage.ts';

test('what a turn used reads as tokens in, cached and out, and a cost that nobody named is called unknown', () => {
  expect(usageText({ inputTokens: 12_400, outputTokens: 830, cachedTokens: 9000, costUsd: 0.5 })).toBe(
    '12\u2009400 in (9\u2009000 cached) · 830 out · $0.50',
  );
  expect(usageText({ inputTokens: 1_234_567, outputTokens: 0 })).toBe('1\u2009234\u2009567 in · 0 out · cost unknown');
});

test('a small cost keeps two digits that mean something', () => {
  expect([0, 0.0123, 0.00045, 1.5].map(costText)).toEqual(['$0.00', '$0.012', '$0.00045', '$1.50']);
});

test('the cost of a thread is the sum of what its runs said, and unknown when none said anything', () => {
  const free = { inputTokens: 1, outputTokens: 2 };
  const paid = { inputTokens: 10, outputTokens: 20, cachedTokens: 5, costUsd: 0.5 };
  expect(totalUsage([{}, {}])).toBeUndefined();
  expect(totalUsage([{ usage: free }, {}])).toEqual(free);
  expect(totalUsage([{ usage: free }, { usage: paid }, { usage: paid }])).toEqual({
    inputTokens: 21,
    outputTokens: 42,
    cachedTokens: 10,
    costUsd: 1,
  });
});

test('a thread says what it used, what is unknown of it, and which runs did not say', () => {
  const tokens = { inputTokens: 1000, outputTokens: 20 };
  expect(usageOf([])).toBeUndefined();
  expect(usageOf([{}])).toBe('unknown: the agent does not say');
  expect(usageOf([{ usage: { ...tokens, costUsd: 0.5 } }])).toBe('1\u2009000 in · 20 out · $0.50');
  expect(usageOf([{ usage: tokens }, {}])).toContain('cost unknown · not counting 1 run that did not say');
  expect([shortUsage([{ usage: tokens }]), shortUsage([{}])]).toEqual(['1\u2009020 tokens', undefined]);
});
