import { expect, test } from 'vitest';
import { InstructionId } from '../../ids.ts';
import { nextInstruction } from '../../model/thread.ts';
import { createStory, ids, person } from '../testing/story.ts';
import { queuedMessages } from './queue-events.ts';

const id = (name: string) => InstructionId.parse(`ins_${name}`);
const about = { thread: ids.thread, by: person } as const;

/** A thread at work on its goal, with messages that wait for later turns. */
function busy(...names: readonly string[]) {
  const story = createStory();
  story.begin();
  story.report({ type: 'run.started', thread: ids.thread, run: ids.run(1), instruction: id('goal') });
  const say = (name: string, delivery: 'steer' | 'queue' | 'replace' = 'queue') =>
    story.tell({
      type: 'thread.instruct',
      ...about,
      instruction: { id: id(name), kind: 'message', text: name, delivery },
    });
  for (const name of names) say(name);
  return { ...story, say, queue: () => queuedMessages(story.thread()).map(({ text }) => text) };
}

test('what waits can be put into another order, and is said in that order', () => {
  const story = busy('a', 'b', 'c');
  story.tell({ type: 'message.move', ...about, message: id('c'), before: id('a') });
  story.tell({ type: 'message.move', ...about, message: id('a') });
  expect(story.queue()).toEqual(['c', 'b', 'a']);
  story.report({ type: 'run.ended', thread: ids.thread, run: ids.run(1), outcome: 'succeeded', reason: '' });
  expect(nextInstruction(story.thread())?.id).toBe(id('c'));
});

test('what waits can be changed and taken back; what was taken back is never said', () => {
  const story = busy('a', 'b');
  story.tell({ type: 'message.edit', ...about, message: id('b'), text: 'b, but better' });
  story.tell({ type: 'message.withdraw', ...about, message: id('a') });
  expect(story.queue()).toEqual(['b, but better']);
  story.report({ type: 'run.ended', thread: ids.thread, run: ids.run(1), outcome: 'succeeded', reason: '' });
  const late = { type: 'run.started', thread: ids.thread, run: ids.run(2), instruction: id('a') } as const;
  expect(story.report(late)).toMatchObject({
    ok: false,
    error: { message: 'run.started: the message was taken back' },
  });
});

test('an agent is not told by steering what was taken back on the way to it', () => {
  const story = busy();
  story.say('a', 'steer');
  story.tell({ type: 'message.withdraw', ...about, message: id('a') });
  const steered = story.report({ type: 'run.steered', thread: ids.thread, run: ids.run(1), instruction: id('a') });
  expect(steered.ok).toBe(false);
});

test('what an agent has heard cannot be changed, moved or taken back', () => {
  const story = busy('a', 'b');
  story.report({ type: 'run.ended', thread: ids.thread, run: ids.run(1), outcome: 'succeeded', reason: '' });
  story.report({ type: 'run.started', thread: ids.thread, run: ids.run(2), instruction: id('a') });
  const tried = [
    story.tell({ type: 'message.edit', ...about, message: id('a'), text: 'x' }),
    story.tell({ type: 'message.withdraw', ...about, message: id('a') }),
    story.tell({ type: 'message.move', ...about, message: id('a') }),
    story.tell({ type: 'message.move', ...about, message: id('b'), before: id('a') }),
    story.tell({ type: 'message.withdraw', ...about, message: id('goal') }),
  ];
  expect(tried.map((each) => (each.ok ? '' : each.error.code))).toEqual(Array(5).fill('message-not-waiting'));
});

test('a message that takes the place of the turn is said before what waits for later turns', () => {
  const story = busy('a', 'b');
  story.say('now', 'replace');
  expect(story.queue()).toEqual(['now', 'a', 'b']);
  expect(nextInstruction(story.thread())?.id).toBe(id('now'));
});
