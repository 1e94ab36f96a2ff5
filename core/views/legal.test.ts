import { expect, test } from 'vitest';
import { createStory, ids, person } from '../loop/testing/story.ts';
import { legalActions } from './legal.ts';

const offered = (story: ReturnType<typeof createStory>) => [...legalActions(story.thread())].sort();

test('a thread that has not started can be paused, spoken to and dropped', () => {
  const story = createStory();
  story.begin();
  expect(offered(story)).toEqual(['drop', 'message', 'pause', 'switch']);
});

test('a working run can also be stopped and killed', () => {
  const story = createStory();
  story.begin();
  story.prepared();
  story.started(1);
  expect(offered(story)).toEqual(['drop', 'kill', 'message', 'pause', 'stop', 'switch', 'take-over']);
});

test('a halted thread offers to go on and nothing that would halt it again', () => {
  const story = createStory();
  story.begin();
  story.tell({ type: 'thread.halt', thread: ids.thread, halt: 'paused', by: person });
  expect(offered(story)).toEqual(['drop', 'message', 'resume', 'switch']);
});

test('green checks offer to approve, to land and to have them reviewed; a landed thread offers nothing', () => {
  const story = createStory();
  story.begin();
  story.prepared();
  story.worked(1);
  story.checked(1, 'passed');
  expect(offered(story)).toEqual(['approve', 'check', 'drop', 'land', 'message', 'review', 'switch', 'take-over']);
  story.approved(1);
  story.tell({ type: 'thread.land', thread: ids.thread, landing: ids.landing(1), by: person });
  expect(offered(story)).toEqual([]);
  const ended = { type: 'landing.ended', thread: ids.thread, landing: ids.landing(1) } as const;
  story.report({ ...ended, outcome: 'landed', reason: '' });
  expect(offered(story)).toEqual([]);
});

test('red checks offer no landing', () => {
  const story = createStory();
  story.begin();
  story.prepared();
  story.worked(1);
  story.checked(1, 'failed');
  expect(offered(story)).not.toContain('land');
});
