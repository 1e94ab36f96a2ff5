import { expect, test } from 'vitest';
import { ThreadId } from '../../ids.ts';
import { evolve } from '../../loop/evolve.ts';
import { createStory, ids } from '../../loop/testing/story.ts';
import { conversationOf } from '../conversation.ts';
import { betweenThreads } from './between.ts';

const two = ThreadId.parse('thr_two');

/** Thread 1 and thread 2, of which 2 is the one that facts are recorded on. */
function pair() {
  const story = createStory();
  story.begin();
  const first = story.thread();
  const second = { ...first, thread: two, number: 2 };
  story.state.threads.set(two, second);
  const shown = (id: typeof two) => {
    const thread = story.state.threads.get(id) ?? first;
    return betweenThreads(thread, story.state.threads).map(({ text, reason }) => [text, reason]);
  };
  return { ...story, shown };
}

test('what two threads are together is told in the timeline of both, in plain words', () => {
  const { report, shown } = pair();
  const trial = { other: ids.thread, heads: [], otherHeads: [] };
  report({ type: 'thread.tried-together', thread: two, trial: { ...trial, failed: [] } });
  expect(shown(two)).toEqual([['Merged with #1, the checks are green', '']]);
  const failed = [{ repo: ids.api, name: 'sum', tail: '' }];
  report({ type: 'thread.tried-together', thread: two, trial: { ...trial, failed } });
  expect(shown(ids.thread)).toEqual([
    ['Merged with #2, the checks are red: sum', 'Each of the two is green by itself'],
  ]);
});

test('a likeness that was found during work is told with its evidence', () => {
  const { report, shown } = pair();
  const evidence = [{ kind: 'text', text: 'both change web/src/auth.ts' } as const];
  report({ type: 'thread.found-alike', thread: two, alike: { to: ids.thread, proven: false, evidence } });
  expect(shown(ids.thread)).toEqual([['Looks like the same work as #2', 'both change web/src/auth.ts']]);
});

test('that a group is green together stands in the timeline where it was found', () => {
  const { report, state, shown, thread } = pair();
  const group = { id: ids.landing(1), threads: [ids.thread, two] };
  const landing = { thread: ids.thread, landing: ids.landing(1), clear: ids.clear(1), heads: [], group };
  evolve(state, { seq: 99, at: 5000, event: { type: 'landing.started', ...landing } });
  expect(shown(ids.thread)).toEqual([]);
  report({ type: 'landing.proven', thread: ids.thread, landing: ids.landing(1) });
  const rows = conversationOf(thread(), new Map(), betweenThreads(thread(), state.threads));
  expect(rows.map((row) => ('text' in row ? row.text : row.kind))).toEqual([
    'instruction',
    'Green together with #2: they land one after the other',
    'landing',
  ]);
});
