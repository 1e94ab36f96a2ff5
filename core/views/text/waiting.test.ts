import { expect, test } from 'vitest';
import { InstructionId } from '../../ids.ts';
import { createStory, ids, person } from '../../loop/testing/story.ts';
import type { Instruction } from '../../model/instruction.ts';
import { waitsFor } from './waiting.ts';

function said(delivery: Instruction['delivery'], running = true) {
  const story = createStory();
  story.begin();
  story.prepared();
  if (running) story.started(1);
  const instruction = { id: InstructionId.parse('ins_m'), kind: 'message', text: 'Use tabs', delivery } as const;
  story.tell({ type: 'thread.instruct', thread: ids.thread, instruction, by: person });
  return story;
}

function words(story: ReturnType<typeof said>, steer: 'tool-boundary' | 'next-turn' | undefined = 'tool-boundary') {
  const thread = story.thread();
  const message = thread.instructions.at(-1);
  return message && waitsFor(thread, message, steer);
}

test('a message says what it waits for, as honestly as the harness allows', () => {
  expect(words(said('steer'))).toBe('waiting for the agent’s next tool call');
  expect(words(said('steer'), 'next-turn')).toBe('waiting for the next turn');
  expect(words(said('queue'))).toBe('waiting for the next turn');
  expect(words(said('replace'))).toBe('stopping the turn first');
  expect(words(said('queue', false))).toBe('waiting for its turn');
});

test('a message that reached the agent waits for nothing', () => {
  const story = said('steer');
  const message = story.thread().instructions.at(-1);
  if (message) story.report({ type: 'run.steered', thread: ids.thread, run: ids.run(1), instruction: message.id });
  expect(words(story)).toBeUndefined();
});

test('a message to a halted thread waits for the person', () => {
  const story = said('queue');
  story.tell({ type: 'thread.halt', thread: ids.thread, halt: 'paused', by: person });
  expect(words(story)).toBe('waiting until you resume');
});
