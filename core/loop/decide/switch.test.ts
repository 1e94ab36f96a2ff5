import { expect, test } from 'vitest';
import { effectsOf } from '../effects.ts';
import { lastRunOf, openAsks } from '../../model/thread.ts';
import { createStory, ids, person } from '../testing/story.ts';
import type { Story } from '../testing/story.ts';

const thread = ids.thread;
const other = { id: 'claude', config: {} };

function working(): Story {
  const story = createStory();
  story.begin();
  story.prepared();
  story.started(1);
  return story;
}

const switched = (story: Story, harness = other) => story.tell({ type: 'thread.switch', thread, harness, by: person });

test('a switch is another turn owed: the one under way is not owed any more, and its instruction still is', () => {
  const story = working();
  const before = effectsOf(story.thread());
  expect(switched(story).ok).toBe(true);
  const after = effectsOf(story.thread());
  expect(after?.key).not.toBe(before?.key);
  expect(after).toMatchObject({ kind: 'run', instruction: 'ins_goal' });
});

test('each harness takes up its own session again', () => {
  const story = working();
  switched(story);
  story.report({ type: 'run.ended', thread, run: ids.run(1), outcome: 'interrupted', reason: 'switched' });
  const recipe = { id: 'recipe', config: {} };
  expect(lastRunOf(story.thread(), other)).toBeUndefined();
  story.report({
    type: 'run.started',
    thread,
    run: ids.run(2),
    instruction: story.thread().instructions[0]?.id ?? ids.run(1),
    session: 'c',
  } as Parameters<Story['report']>[0]);
  expect(lastRunOf(story.thread(), other)).toMatchObject({ id: ids.run(2), harness: other });
  expect(lastRunOf(story.thread(), recipe)).toMatchObject({ id: ids.run(1) });
});

test('what the session that ends had asked is withdrawn with the reason', () => {
  const story = working();
  const subject = { kind: 'question', question: 'q', text: 'Which?', options: [] } as const;
  story.report({
    type: 'ask.opened',
    thread,
    run: ids.run(1),
    ask: ids.ask(1),
    subject: { ...subject, options: [] },
  });
  switched(story);
  expect(story.thread().asks[0]?.state).toMatchObject({
    kind: 'withdrawn',
    reason: 'The thread was switched to claude',
  });
});

test('a thread that failed goes on with the other harness; a paused one stays paused', () => {
  const failed = working();
  failed.report({ type: 'run.ended', thread, run: ids.run(1), outcome: 'failed', reason: 'x' });
  expect(effectsOf(failed.thread())).toBeUndefined();
  switched(failed);
  expect(openAsks(failed.thread())).toEqual([]);
  expect(effectsOf(failed.thread())).toMatchObject({ kind: 'run' });

  const paused = working();
  paused.tell({ type: 'thread.halt', thread, halt: 'paused', by: person });
  expect(switched(paused).ok).toBe(true);
  expect(effectsOf(paused.thread())).toBeUndefined();
  paused.tell({ type: 'thread.resume', thread, by: person });
  expect(effectsOf(paused.thread())?.key).toBe('run:ins_goal:1');
});

test('uncommitted work that waits for a decision keeps waiting for it', () => {
  const story = working();
  const uncommitted = { repo: ids.api, base: 'a'.repeat(40), head: 'a'.repeat(40), uncommitted: ['x'] };
  story.report({
    type: 'change-set.recorded',
    thread,
    changes: [{ ...uncommitted, commits: 0, files: 0, added: 0, deleted: 0 }],
  } as Parameters<Story['report']>[0]);
  story.report({ type: 'run.ended', thread, run: ids.run(1), outcome: 'succeeded', reason: '' });
  expect(openAsks(story.thread())).toMatchObject([{ subject: { code: 'uncommitted' } }]);
  switched(story);
  expect(openAsks(story.thread())).toHaveLength(1);
});

test('a queued thread only changes its harness, and a switch to the same one is refused', () => {
  const story = createStory();
  story.begin();
  expect(switched(story, { id: 'recipe', config: {} })).toMatchObject({ ok: false, error: { code: 'same-harness' } });
  expect(switched(story).ok).toBe(true);
  expect(story.thread().harness).toEqual(other);
  expect(effectsOf(story.thread())).toMatchObject({ kind: 'prepare' });
});

test('the mode a person chooses is of the harness that has it, and goes with it; to choose it again is no fact', () => {
  const story = working();
  const choose = (mode: string) => story.tell({ type: 'thread.choose-mode', thread, mode, by: person });
  expect(story.thread().mode).toBeUndefined();
  choose('plan');
  expect(story.thread().mode).toBe('plan');
  expect(choose('plan')).toEqual({ ok: true, value: [] });
  story.report({ type: 'run.mode-changed', thread, run: ids.run(1), mode: 'default' });
  expect(story.thread().mode).toBe('default');
  choose('plan');
  switched(story);
  expect(story.thread().mode).toBeUndefined();
});
