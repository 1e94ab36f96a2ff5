import { expect, test } from 'vitest';
import { ThreadId } from '../ids.ts';
import { createStory, ids, person } from '../loop/testing/story.ts';
import type { Thread } from '../model/thread.ts';
import { answeredAsks, inboxOf } from './inbox.ts';

function gated(raw: string) {
  const story = createStory();
  story.begin();
  story.prepared();
  story.started(1);
  const action = { call: 'c1', tool: 'shell', title: raw, raw, cwd: '/w/one', expanded: [raw], fingerprint: 'f' };
  story.report({
    type: 'ask.opened',
    thread: ids.thread,
    ask: ids.ask(1),
    run: ids.run(1),
    subject: { kind: 'gate', action, rule: 'NET3', reason: 'installs', risk: 'medium', policy: 'p' },
  });
  return story;
}

/** The same thread again under another id, its worktree elsewhere. */
function twin(thread: Thread): Thread {
  return { ...thread, thread: ThreadId.parse('thr_two'), number: 2 };
}

test('the same action asked by two threads is one card, another action is another', () => {
  const story = gated('npm install zod');
  const two = twin(story.thread());
  story.state.threads.set(two.thread, two);
  expect(inboxOf(story.state).map((group) => group.asks.length)).toEqual([2]);
  const other = twin(gated('npm install yaml').thread());
  story.state.threads.set(two.thread, other);
  expect(inboxOf(story.state).map((group) => group.asks.length)).toEqual([1, 1]);
});

test('an answered ask leaves the inbox and stays in the history with who answered', () => {
  const story = gated('npm install zod');
  expect(answeredAsks(story.state)).toEqual([]);
  const answer = { kind: 'reject', reason: 'no' } as const;
  story.tell({ type: 'ask.answer', thread: ids.thread, ask: ids.ask(1), generation: 1, answer, by: person });
  expect(inboxOf(story.state)).toEqual([]);
  expect(answeredAsks(story.state)).toMatchObject([{ ask: { state: { answer, by: person } } }]);
});
