import { expect, test } from 'vitest';
import { createStory, ids } from '../loop/testing/story.ts';
import { unheld } from '../loop/admission.ts';
import { boardOf } from './columns.ts';
import type { Remembered } from './columns.ts';

test('a thread stands in the one column its facts say, and moves with them', () => {
  const story = createStory();
  const at = () =>
    Object.entries(boardOf(story.state, unheld(3)).columns).flatMap(([column, placed]) =>
      placed.length > 0 ? [column] : [],
    );
  story.begin();
  expect(at()).toEqual(['queued']);
  story.prepared();
  story.started(1);
  expect(at()).toEqual(['working']);
});

test('a run that waits for the person is an agent, but holds no place', () => {
  const story = createStory();
  story.begin();
  story.prepared();
  story.started(1);
  expect(boardOf(story.state, unheld(3)).counts).toMatchObject({ agents: 1, active: 1, needsYou: 0, asks: 0 });
  const subject = { kind: 'question', question: 'q', text: 'Which?', options: [] } as const;
  story.report({
    type: 'ask.opened',
    thread: ids.thread,
    ask: ids.ask(1),
    run: ids.run(1),
    subject: { ...subject, options: [] },
  });
  expect(boardOf(story.state, unheld(3)).counts).toMatchObject({ agents: 1, active: 0, needsYou: 1, asks: 1 });
});

test('what was remembered of a thread that did not change is the same object', () => {
  const story = createStory();
  story.begin();
  const remembered: Remembered = new WeakMap();
  const first = boardOf(story.state, unheld(3), remembered).standings.get(ids.thread);
  expect(boardOf(story.state, unheld(3), remembered).standings.get(ids.thread)).toBe(first);
  expect(boardOf(story.state, unheld(0), remembered).standings.get(ids.thread)?.reason).toContain('0 of 0 places');
});
