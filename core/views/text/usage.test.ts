import { expect, test } from 'vitest';
import { InstructionId, RunId } from '../../ids.ts';
import type { Run, Usage } from '../../model/run.ts';
import { costText, shortUsage, spentSince, totalUsage, usageText, usageWords } from './usage.ts';

test('what a turn used reads as tokens in, cached and out, and a cost that nobody named is called unknown', () => {
  expect(usageText({ inputTokens: 12_400, outputTokens: 830, cachedTokens: 9000, costUsd: 0.5 })).toBe(
    '12,400 in (9,000 cached) · 830 out · $0.50',
  );
  expect(usageText({ inputTokens: 1_234_567, outputTokens: 0 })).toBe('1,234,567 in · 0 out · cost unknown');
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

test('a thread says what it used, what is unknown of it, and how many runs did not say', () => {
  const thread = (...usages: readonly (Usage | undefined)[]) => ({
    runs: usages.map((usage) => ({ ...run, ...(usage && { usage }) })),
    reviews: [],
  });
  const tokens = { inputTokens: 1000, outputTokens: 20 };
  expect(usageWords(thread())).toBeUndefined();
  expect(usageWords(thread(undefined))).toBe('tokens and cost unknown: the agent does not say');
  expect(usageWords(thread({ ...tokens, costUsd: 0.5 }))).toBe('1,000 in · 20 out · $0.50');
  expect(usageWords(thread(tokens, undefined))).toContain('cost unknown · not counting 1 run that did not say');
  expect([shortUsage(thread(tokens)), shortUsage(thread(undefined))]).toEqual(['1,020 tokens', undefined]);
});

const run: Run = {
  ...{ id: RunId.parse('run_a'), instruction: InstructionId.parse('ins_a'), startedAt: 0, session: undefined },
  state: { kind: 'ended', outcome: 'succeeded', reason: '', at: 1 },
  gate: { provenAt: undefined, lastAt: undefined, decisions: 0 },
};

test('what was spent today counts what runs of today said, and how many did not say', () => {
  const at = (startedAt: number, costUsd?: number): Run => ({
    ...{ ...run, startedAt },
    ...(costUsd !== undefined && { usage: { inputTokens: 1, outputTokens: 1, costUsd } }),
  });
  const threads = [{ runs: [at(5, 0.25), at(10, 0.5), at(12)], reviews: [] }];
  expect(spentSince(threads, 10)).toEqual({ costUsd: 0.5, silent: 1 });
  expect(spentSince(threads, 11)).toEqual({ silent: 1 });
  expect(spentSince([], 0)).toEqual({ silent: 0 });
});
