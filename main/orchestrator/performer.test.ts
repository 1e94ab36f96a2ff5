import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { ThreadId } from '../../core/ids.ts';
import type { Effect } from '../../core/loop/effects.ts';
import { createPerformer } from './performer.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => {
  vi.useRealTimers();
  vi.restoreAllMocks();
});

const effect = (key: string): Effect => ({ kind: 'prepare', key, thread: ThreadId.parse('thr_one') });

/** A performer whose effects end when the test says so, over a plan that the test changes. */
function stage(onStart: (key: string) => void = () => undefined, chance = () => 0.5) {
  let owed: readonly string[] = [];
  /** Owed as well, but there is no room for it. */
  let held: readonly string[] = [];
  const started: string[] = [];
  const aborted: [key: string, reason: unknown][] = [];
  const ends = new Map<string, () => void>();
  const performer = createPerformer(
    (each, signal) => {
      started.push(each.key);
      onStart(each.key);
      return new Promise<void>((resolve) => {
        ends.set(each.key, resolve);
        signal.addEventListener('abort', () => aborted.push([each.key, signal.reason]));
      });
    },
    follow,
    chance,
  );
  function follow(): void {
    performer.follow({ effects: owed.map(effect), owes: ({ key }) => [...owed, ...held].includes(key) });
  }
  return {
    ...{ performer, started, aborted, follow },
    owe(...keys: readonly string[]) {
      [owed, held] = [keys, []];
      follow();
    },
    hold(...keys: readonly string[]) {
      [owed, held] = [owed.filter((key) => !keys.includes(key)), keys];
      follow();
    },
    async end(key: string) {
      ends.get(key)?.();
      await vi.advanceTimersByTimeAsync(0);
    },
  };
}

test('what is owed starts once, however often the plan is looked at', () => {
  const { owe, started, follow, performer } = stage();
  owe('a', 'b');
  follow();
  owe('b', 'a');
  expect(started).toEqual(['a', 'b']);
  expect(performer.underWay()).toEqual(new Set(['a', 'b']));
});

test('what is no longer owed is aborted, and only that', () => {
  const { owe, aborted } = stage();
  owe('a', 'b');
  owe('b');
  expect(aborted).toEqual([['a', 'not-owed']]);
});

test('an effect that is owed again while its abort is under way starts anew when it has ended, not twice at once', async () => {
  const { owe, started, end } = stage();
  owe('a');
  owe();
  owe('a');
  expect(started).toEqual(['a']);
  await end('a');
  await vi.advanceTimersByTimeAsync(300);
  expect(started).toEqual(['a', 'a']);
});

test('an effect that ends and is still owed restarts after a pause that doubles up to half a minute', async () => {
  const { owe, started, end } = stage();
  owe('a');
  const pauses: number[] = [];
  for (let round = 0; round < 10; round += 1) {
    await end('a');
    const before = performance.now();
    while (started.length === round + 1) await vi.advanceTimersByTimeAsync(10);
    pauses.push(Math.round((performance.now() - before) / 100) * 100);
  }
  expect(pauses).toEqual([300, 500, 1000, 2000, 4000, 8000, 16_000, 30_000, 30_000, 30_000]);
});

test('an effect that was not owed in between starts without a pause: it is a new wish, not a retry', async () => {
  const { owe, started, end } = stage();
  owe('a');
  await end('a');
  owe();
  owe('a');
  expect(started).toEqual(['a', 'a']);
});

test('what was held back while it paused, as for a full disk, pauses to the end: it is the same try', async () => {
  const { owe, hold, started, end } = stage();
  owe('a');
  await end('a');
  hold('a');
  owe('a');
  expect(started).toEqual(['a']);
  await vi.advanceTimersByTimeAsync(300);
  expect(started).toEqual(['a', 'a']);
});

test('pausing effects keep one timer, however many facts are recorded meanwhile', async () => {
  const { owe, end, follow } = stage();
  owe('a', 'b');
  await end('a');
  await end('b');
  for (let facts = 0; facts < 200; facts += 1) follow();
  expect(vi.getTimerCount()).toBe(1);
});

test('an effect that throws, at once or later, is told and does not take the others down', async () => {
  const told = vi.spyOn(console, 'error').mockReturnValue(undefined);
  const { owe, started, end } = stage((key) => {
    if (key === 'bad') throw new Error('a bug');
  });
  owe('bad', 'good');
  expect(started).toEqual(['bad', 'good']);
  await vi.advanceTimersByTimeAsync(300);
  expect(started).toEqual(['bad', 'good', 'bad']);
  expect(told).toHaveBeenCalledTimes(2);
  await end('good');
});

test('stop aborts all, waits for all, and starts nothing any more', async () => {
  const { owe, performer, aborted, started, end } = stage();
  owe('a', 'b');
  let over = false;
  const stopped = performer.stop().then(() => (over = true));
  expect(aborted).toEqual([
    ['a', 'stopping'],
    ['b', 'stopping'],
  ]);
  await end('a');
  expect(over).toBe(false);
  await end('b');
  await stopped;
  owe('a', 'b', 'c');
  await vi.advanceTimersByTimeAsync(60_000);
  expect(started).toEqual(['a', 'b']);
  expect(vi.getTimerCount()).toBe(0);
});
