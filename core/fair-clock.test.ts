import { expect, test } from 'vitest';
import { fairClock, steadyClock } from './fair-clock.ts';

const minute = 60_000;
const day = 24 * 60 * minute;
const year = 365 * day;

/** A clock whose two hands the test moves. */
function given() {
  const at = { wall: 100 * year, awake: 5 };
  const clock = fairClock(() => ({ ...at }));
  return {
    clock,
    stamp: () => at.wall,
    pass: (ms: number) => {
      at.wall += ms;
      at.awake += ms;
    },
    leap: (ms: number) => (at.wall += ms),
  };
}

test('without leaps it is the time that passed', () => {
  const { clock, stamp, pass } = given();
  const begun = stamp();
  pass(90 * minute);
  expect(clock.since(begun)).toBe(90 * minute);
});

test.each([
  ['a night of sleep', 8 * 60 * minute],
  ['ten years on', 10 * year],
  ['a day back', -day],
])('%s is not time that anybody had', (_, by) => {
  const { clock, stamp, pass, leap } = given();
  const before = stamp();
  pass(5 * minute);
  leap(by);
  pass(10 * minute);
  expect(clock.since(before)).toBe(15 * minute);
  const after = stamp();
  pass(minute);
  expect(clock.since(after), 'what began after it waits as usual').toBe(minute);
  expect(clock.since(before)).toBe(16 * minute);
});

test('of several leaps only those since the moment are left out', () => {
  const { clock, stamp, pass, leap } = given();
  const first = stamp();
  leap(3 * day);
  clock.since(first);
  pass(minute);
  const second = stamp();
  leap(-day);
  clock.since(first);
  leap(10 * year);
  pass(minute);
  expect([clock.since(first), clock.since(second)]).toEqual([2 * minute, minute]);
});

test('the time by which things are deleted goes on with waking time, back with the wall, and never leaps forward', () => {
  const now = { wall: 10 * year, awake: 0 };
  const steady = steadyClock(() => ({ ...now }));
  now.wall += year + minute;
  now.awake += minute;
  expect(steady()).toBe(10 * year + minute);
  now.wall = 9 * year;
  expect(steady()).toBe(9 * year);
});
