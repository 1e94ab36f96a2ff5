import { expect, test } from 'vitest';
import { judge, type Look } from './judge.ts';

const look: Look = { silentMs: 0, limitMs: 30_000, lookedMs: 1000, everyMs: 1000, wallMs: 1000, debugged: false };
const day = 86_400_000;

test('an app that gives no sign of life for the whole limit hangs, and not before', () => {
  expect(judge({ ...look, silentMs: 29_999 })).toBe('fine');
  expect(judge({ ...look, silentMs: 30_000 })).toBe('hung');
});

test('sleep, a machine that stood still, and a clock that was set are no hang', () => {
  const silent = { ...look, silentMs: 40_000 };
  expect(judge({ ...silent, lookedMs: 8000, wallMs: 8000 }), 'it did not get to run itself').toBe('unsure');
  expect(judge({ ...silent, wallMs: 8 * 3_600_000 }), 'the machine slept').toBe('unsure');
  expect(judge({ ...silent, wallMs: 3652 * day }), 'ten years on').toBe('unsure');
  expect(judge({ ...silent, wallMs: -day }), 'a day back').toBe('unsure');
});

test('an app at a breakpoint does not hang', () => {
  expect(judge({ ...look, silentMs: 60_000, debugged: true })).toBe('unsure');
});
