import { expect, test } from 'vitest';
import { totalUsage } from './usage.ts';

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
