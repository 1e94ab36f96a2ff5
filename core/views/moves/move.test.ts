import { expect, test } from 'vitest';
import { unheld } from '../../loop/admission.ts';
import { createStory, ids, person } from '../../loop/testing/story.ts';
import type { Story } from '../../loop/testing/story.ts';
import { columns } from '../board.ts';
import { boardOf } from '../columns.ts';
import { moveTo } from './move.ts';
import type { Target } from './move.ts';

function from(story: Story, blocked = false) {
  const standing = boardOf(story.state, unheld(3)).standings.get(ids.thread);
  if (!standing) throw new Error('The thread stands nowhere');
  return (target: Target) => moveTo({ thread: story.thread(), standing, blocked }, target);
}

function begun(): Story {
  const story = createStory();
  story.begin();
  return story;
}

function green(): Story {
  const story = begun();
  story.prepared();
  story.worked(1);
  story.checked(1, 'passed');
  return story;
}

test('a queued card goes to work next, unless it waits for another thread', () => {
  expect(from(begun())('working').kind).toBe('start');
  expect(from(begun(), true)('working').kind).toBe('refused');
});

test('a working card is parked in the queue, and a parked one is resumed', () => {
  const story = begun();
  story.prepared();
  story.started(1);
  expect(from(story)('queued').kind).toBe('park');
  expect(from(story)('working')).toMatchObject({ kind: 'refused', text: 'It is at work already' });
  story.tell({ type: 'thread.halt', thread: ids.thread, halt: 'paused', by: person });
  expect(from(story)('working').kind).toBe('resume');
});

test('what the person works on by hand comes back only by being handed back', () => {
  const story = begun();
  story.prepared();
  story.tell({ type: 'thread.halt', thread: ids.thread, halt: 'taken-over', by: person });
  expect(from(story)('working').kind).toBe('hand-back');
});

test('green work is approved or landed, and is not sent back to work without a word', () => {
  const to = from(green());
  expect([to('ready-to-land').kind, to('landed').kind, to('queued').kind]).toEqual(['approve', 'land', 'refused']);
  expect(to('working')).toMatchObject({ kind: 'refused', text: expect.stringContaining('write to it') as string });
});

test('a card that waits for an answer does not go on without one', () => {
  const story = begun();
  story.prepared();
  story.started(1);
  const subject = { kind: 'question', question: 'q', text: 'Which?', options: [] } as const;
  const told = { type: 'ask.opened', thread: ids.thread, ask: ids.ask(1), run: ids.run(1) } as const;
  story.report({ ...told, subject: { ...subject, options: [] } });
  expect(from(story)('working')).toMatchObject({ kind: 'refused', text: 'It waits for your answer' });
});

test('every unfinished card can be dropped, no card can be put where only facts lead, and each refusal says why', () => {
  for (const story of [begun(), green()]) {
    const to = from(story);
    expect(to('off').kind).toBe('drop');
    expect([to('needs-you').kind, to('in-review').kind]).toEqual(['refused', 'refused']);
    for (const column of columns) expect(to(column).text).not.toBe('');
  }
});
