import { expect, test } from 'vitest';
import { InstructionId } from '../../ids.ts';
import { effectsOf } from '../effects.ts';
import { standing } from '../../views/board.ts';
import { createStory, ids, person, commit } from '../testing/story.ts';
import type { Story } from '../testing/story.ts';

const place = (story: Story) => standing(story.thread(), undefined).column;

function reviewed(): Story {
  const story = createStory();
  story.begin();
  story.prepared();
  story.worked(1);
  story.checked(1, 'passed');
  return story;
}

test('an approval is refused when the commits are not the ones the person looked at', () => {
  const story = reviewed();
  const other = story.tell({
    type: 'thread.clear',
    thread: ids.thread,
    clear: ids.clear(1),
    heads: [{ repo: ids.api, commit: commit(7) }],
    at: 1,
    by: person,
  });
  expect(other).toMatchObject({ ok: false, error: { code: 'heads-moved' } });
});

test('an approval does not outlive a new commit', () => {
  const story = reviewed();
  story.approved(1);
  story.tell({
    type: 'thread.instruct',
    thread: ids.thread,
    instruction: { id: InstructionId.parse('ins_more'), kind: 'message', text: 'more' },
    by: person,
  });
  story.worked(2);
  story.checked(2, 'passed');
  expect(place(story)).toBe('in-review');
  expect(story.tell({ type: 'thread.land', thread: ids.thread, landing: ids.landing(1), by: person })).toMatchObject({
    ok: false,
    error: { code: 'not-cleared' },
  });
});

test('nothing lands before its checks are green', () => {
  const story = createStory();
  story.begin();
  story.prepared();
  story.worked(1);
  expect(story.approved(1)).toMatchObject({ ok: false, error: { code: 'not-checked' } });
  story.checked(1, 'failed');
  expect(story.approved(1).ok).toBe(false);
});

test('a landing that was refused leaves the change set reviewable and says why', () => {
  const story = reviewed();
  story.approved(1);
  story.tell({ type: 'thread.land', thread: ids.thread, landing: ids.landing(1), by: person });
  story.report({
    type: 'landing.ended',
    thread: ids.thread,
    landing: ids.landing(1),
    outcome: 'refused',
    cause: 'rejected',
    reason: 'api: hook declined',
  });
  expect(standing(story.thread(), undefined)).toMatchObject({
    column: 'needs-you',
    word: 'landing refused',
    reason: 'api: hook declined',
  });
  expect(story.approved(2).ok).toBe(true);
  expect(place(story)).toBe('ready-to-land');
});

function landing(): Story {
  const story = reviewed();
  story.approved(1);
  story.tell({ type: 'thread.land', thread: ids.thread, landing: ids.landing(1), by: person });
  return story;
}

const step = { thread: ids.thread, landing: ids.landing(1), repo: ids.api } as const;

test('a landing that pushes is not interrupted: pause, kill, drop and messages wait for its end', () => {
  const story = landing();
  story.report({ type: 'landing.prepared', ...step, target: commit(3), merge: commit(4) });
  story.report({ type: 'landing.push-claimed', ...step });
  for (const halt of ['paused', 'killed'] as const)
    expect(story.tell({ type: 'thread.halt', thread: ids.thread, halt, by: person }).ok).toBe(false);
  expect(story.tell({ type: 'thread.drop', thread: ids.thread, reason: '', by: person }).ok).toBe(false);
});

test('a kill calls a landing off of which nothing was pushed: it is back in review, and no claim counts any more', () => {
  const story = landing();
  story.report({ type: 'landing.prepared', ...step, target: commit(3), merge: commit(4) });
  expect(story.tell({ type: 'thread.halt', thread: ids.thread, halt: 'paused', by: person }).ok).toBe(false);
  expect(story.tell({ type: 'thread.halt', thread: ids.thread, halt: 'killed', by: person }).ok).toBe(true);
  expect(effectsOf(story.thread())).toBe(undefined);
  expect(place(story)).toBe('in-review');
  expect(story.report({ type: 'landing.push-claimed', ...step })).toMatchObject({ ok: false });
  expect(story.approved(2).ok).toBe(true);
});

test('a landed thread takes no more orders', () => {
  const story = reviewed();
  story.approved(1);
  story.tell({ type: 'thread.land', thread: ids.thread, landing: ids.landing(1), by: person });
  story.report({ type: 'landing.ended', thread: ids.thread, landing: ids.landing(1), outcome: 'landed', reason: 'ok' });
  for (const type of ['thread.check', 'thread.resume'] as const)
    expect(story.tell({ type, thread: ids.thread, by: person }).ok).toBe(false);
  const drop = story.tell({ type: 'thread.drop', thread: ids.thread, reason: '', by: person });
  expect(drop).toMatchObject({ ok: false, error: { code: 'thread-landed' } });
});
