import { expect, test } from 'vitest';
import { fail, ok } from '../../../core/result.ts';
import { patiently } from './patience.ts';

const full = fail({ code: 'disk-full', message: 'The disk is full.' });

/** Fails so often for want of room. */
function attempts(failures: number) {
  let tries = 0;
  return { tries: () => tries, attempt: async () => ((tries += 1) > failures ? ok(tries) : full) };
}

test('what the machine stands in the way of is tried again until it is out of the way, with the reason told', async () => {
  const { attempt } = attempts(3);
  const told: string[] = [];
  const pauses: number[] = [];
  const outcome = await patiently(attempt, {
    signal: new AbortController().signal,
    onWait: (reason) => told.push(reason),
    pauseMs: (tries) => pauses.push(tries),
  });
  expect([outcome, told, pauses]).toEqual([ok(4), Array(3).fill('The disk is full.'), [0, 1, 2]]);
});

test('a machine that does not heal is told after six waits, and any other failure at once', async () => {
  const waiting = { signal: new AbortController().signal, onWait: () => undefined, pauseMs: () => 0 };
  const never = attempts(100);
  expect([await patiently(never.attempt, waiting), never.tries()]).toEqual([full, 7]);
  const missing = fail({ code: 'x', message: 'There is no branch main' });
  expect(await patiently(async () => missing, waiting)).toEqual(missing);
});

test('whoever stops it does not wait for the pause to end', async () => {
  const stop = new AbortController();
  const { attempt, tries } = attempts(100);
  const onWait = () => stop.abort();
  expect(await patiently(attempt, { signal: stop.signal, onWait, pauseMs: () => 60_000 })).toEqual(full);
  expect(tries()).toBe(2);
});
