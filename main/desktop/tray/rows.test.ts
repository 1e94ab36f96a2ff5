import { expect, test } from 'vitest';
import { createStory, ids, person } from '../../../core/loop/testing/story.ts';
import type { Story } from '../../../core/loop/testing/story.ts';
import { trayModel } from './rows.ts';

function working(): Story {
  const story = createStory();
  story.begin();
  story.prepared();
  story.started(1);
  return story;
}

function asks(story: Story, n: number, text: string): void {
  const subject = { kind: 'question', question: 'q', text, options: ['yes', 'no'] } as const;
  const options = [...subject.options];
  story.report({
    type: 'ask.opened',
    ask: ids.ask(n),
    thread: ids.thread,
    run: ids.run(1),
    subject: { ...subject, options },
  });
}

test('an ask is a row that opens its card and can be answered on the spot', () => {
  const story = working();
  asks(story, 1, 'Rename in\nMarkdown too?\u202e');
  const model = trayModel(story.state, 2000);
  expect(model).toMatchObject({ asks: 1, working: 0, alive: 1, paused: 0 });
  expect(model.rows[0]).toEqual({
    label: '#1 Rename it — Rename in Markdown too?',
    place: { view: 'thread', thread: ids.thread, tab: 'conversation' },
    ask: {
      id: ids.ask(1),
      generation: 1,
      choices: [
        { label: 'yes', answer: { kind: 'choose', text: 'yes' } },
        { label: 'no', answer: { kind: 'choose', text: 'no' } },
      ],
    },
  });
});

test('an answered ask leaves the tray', () => {
  const story = working();
  asks(story, 1, 'Sure?');
  const answer = { kind: 'choose', text: 'yes' } as const;
  story.tell({ type: 'ask.answer', thread: ids.thread, ask: ids.ask(1), generation: 1, answer, by: person });
  expect(trayModel(story.state, 2000)).toMatchObject({ asks: 0, rows: [] });
});

test('what waits for review is news for a day', () => {
  const story = createStory();
  story.begin();
  story.prepared();
  story.worked(1);
  story.checked(1, 'passed');
  expect(trayModel(story.state, 2000).rows.map((row) => row.label)).toEqual(['#1 Rename it — in review']);
  expect(trayModel(story.state, 2000).rows[0]?.ask).toBeUndefined();
  expect(trayModel(story.state, 2000 + 25 * 3_600_000).rows).toEqual([]);
});

test('a paused thread is counted, so that it can be resumed', () => {
  const story = working();
  story.tell({ type: 'thread.halt', thread: ids.thread, halt: 'paused', by: person });
  expect(trayModel(story.state, 2000)).toMatchObject({ paused: 1 });
});
