import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createStory, ids } from '../../loop/testing/story.ts';
import { barsOf, shareOf, ticksOf, timelineOf } from './timeline.ts';

const hour = 3_600_000;

test('a run is a bar with the word of its outcome, and one under way has no end', () => {
  const story = createStory();
  story.begin();
  story.prepared();
  story.worked(1, 'crashed');
  story.started(2);
  expect(barsOf(story.thread())).toMatchObject([
    { name: 'run 1', word: 'crashed', tone: 'failed', to: expect.any(Number) as number },
    { name: 'run 2', word: 'working', tone: 'working', to: undefined },
  ]);
});

test('a thread is there as long as one of its runs reaches into the span', () => {
  const story = createStory();
  story.begin();
  story.prepared();
  story.worked(1);
  const threads = [story.thread()];
  const end = barsOf(story.thread())[0]?.to ?? 0;
  expect(timelineOf(threads, end).map((row) => row.thread)).toEqual([ids.thread]);
  expect(timelineOf(threads, end + 1)).toEqual([]);
});

test('a bar never leaves its span, whatever it is cut by', () => {
  const times = fc.tuple(fc.nat(1000), fc.nat(1000), fc.option(fc.nat(1000), { nil: undefined }));
  fc.assert(
    fc.property(times, ([start, began, length]) => {
      const bar = { ...{ key: '', word: '', tone: 'ready' as const, name: '', reason: '', harness: '' }, from: began };
      const to = length === undefined ? undefined : began + length;
      const { left, width } = shareOf({ ...bar, to }, { from: start, to: start + 500 });
      expect(left >= 0 && width >= 0 && left + width <= Math.max(1, left)).toBe(true);
    }),
  );
});

test('the ticks are round by the local clock, whatever the zone, and never too many', () => {
  const zone = 5.5 * hour;
  const ticks = ticksOf({ from: 1000, to: 6 * hour }, 7, zone);
  expect(ticks.every((at) => (at + zone) % hour === 0)).toBe(true);
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 90 * 24 * 60 }), fc.integer({ min: 2, max: 12 }), (minutes, most) => {
      const found = ticksOf({ from: 0, to: minutes * 60_000 }, most, 0);
      expect(found.length).toBeLessThanOrEqual(most);
    }),
  );
});
