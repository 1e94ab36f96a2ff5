import { expect, test } from 'vitest';
import type { Standing } from './board.ts';
import { silenceOf, withSilence } from './silence.ts';

const minute = 60_000;
const working: Standing = { column: 'working', word: 'working', tone: 'working', reason: 'On the goal', since: 1 };

test('silence is first a neutral word and only much later something to look at', () => {
  const kind = (minutes: number) => silenceOf({ ms: minutes * minute, suspended: false })?.kind;
  expect([0, 4.9, 5, 29.9, 30, 600].map(kind)).toEqual([
    undefined,
    undefined,
    'quiet',
    'quiet',
    'no-signal',
    'no-signal',
  ]);
  const quiet = withSilence(working, 7, { kind: 'quiet', suspended: false });
  expect(quiet).toEqual({ ...working, word: 'quiet', tone: 'quiet', since: 7 });
});

test('a suspended agent has no signal after a minute, and the card says why', () => {
  expect(silenceOf({ ms: minute - 1, suspended: true })).toBeUndefined();
  const silence = silenceOf({ ms: minute, suspended: true });
  expect(withSilence(working, 7, silence)).toMatchObject({ word: 'no signal', tone: 'needs-you', column: 'working' });
  expect(withSilence(working, 7, silence).reason).toContain('suspended');
});

test('only who works can be silent: a thread that waits for the person or is checked keeps its word', () => {
  const silence = { kind: 'no-signal', suspended: false } as const;
  for (const word of ['waiting for approval', 'checking', 'stopped'])
    expect(withSilence({ ...working, word }, 7, silence).word).toBe(word);
  expect(withSilence(working, 7, undefined)).toBe(working);
});
