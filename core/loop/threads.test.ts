import { expect, test } from 'vitest';
import { ThreadId } from '../ids.ts';
import type { Thread } from '../model/thread.ts';
import { finishedThreads } from './testing/finished-threads.ts';
import { createStory, ids, person } from './testing/story.ts';
import { isAtRest, Threads } from './threads.ts';

function dropped(): ReturnType<typeof createStory> {
  const story = createStory();
  story.begin();
  story.tell({ type: 'thread.drop', thread: ids.thread, reason: 'no', by: person });
  return story;
}

test('a thread is at rest when it is finished, nothing of it lies on the disk and nothing is open about it', () => {
  const story = createStory();
  story.begin();
  expect(isAtRest(story.thread())).toBe(false);
  story.prepared();
  story.tell({ type: 'thread.drop', thread: ids.thread, reason: 'no', by: person });
  expect(isAtRest(story.thread())).toBe(false);
  story.report({ type: 'workspace.removed', thread: ids.thread, trash: 't' });
  expect(isAtRest(story.thread())).toBe(true);
  story.tell({ type: 'thread.revive', thread: ids.thread, by: person });
  expect(isAtRest(story.thread())).toBe(false);
});

test('what stands in the place of another thread is not at rest: rules look for it', () => {
  const thread = dropped().thread();
  const edge = { kind: 'supersedes', to: ThreadId.parse('thr_other') } as const;
  expect([isAtRest(thread), isAtRest({ ...thread, edges: [edge] })]).toEqual([true, false]);
});

test('threads on a stack are there by id and by number, and come in the order of their numbers when all are asked for', () => {
  const all = [...finishedThreads(6).state.threads.values()];
  const lying = new Map(all.slice(0, 4).map((thread) => [thread.thread, thread]));
  const threads = new Threads(all.slice(4));
  threads.takeChanged();
  threads.lean({
    highest: 6,
    get: (id) => lying.get(id),
    has: (id) => lying.has(id),
    between: (from, below) => [...lying.values()].filter(({ number }) => number >= from && number < below),
  });
  const numbers = (some: Iterable<Thread>) => [...some].map(({ number }) => number);
  expect(numbers(threads.awake())).toEqual([5, 6]);
  expect(threads.get(all[1]?.thread ?? ids.thread)).toBe(all[1]);
  expect(numbers(threads.awake())).toEqual([2, 5, 6]);
  expect([numbers(threads.between(3, 6)), threads.highest(), threads.isWhole()]).toEqual([[3, 4, 5], 6, false]);
  expect([threads.read(3), threads.read(3)]).toEqual([true, false]);
  expect([threads.isWhole(), numbers(threads.values())]).toEqual([true, [1, 2, 3, 4, 5, 6]]);
  expect(threads.takeChanged().size).toBe(0);
});
