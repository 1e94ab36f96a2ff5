import { expect, test } from 'vitest';
import { CommentId, InstructionId, ReviewId } from '../../ids.ts';
import { isOver } from '../../model/review/review.ts';
import type { WrittenComment } from '../../model/review/comment.ts';
import { standing } from '../../views/board.ts';
import { effectsOf, reviewOwed } from '../effects.ts';
import { unheld } from '../admission.ts';
import { plan } from '../plan.ts';
import { commit, createStory, ids, person } from '../testing/story.ts';
import type { Story } from '../testing/story.ts';

const thread = ids.thread;
const review = ReviewId.parse('rvw_one');
const harness = { id: 'claude', config: {} };

function reviewed(): Story {
  const story = createStory();
  story.begin();
  story.prepared();
  story.worked(1);
  story.checked(1, 'passed');
  story.tell({ type: 'review.request', thread, review: { id: review, harness, apart: 'harness' }, by: person });
  return story;
}

function claim(story: Story, n: number) {
  const instruction = InstructionId.parse('ins_one');
  return story.report({ type: 'run.started', thread, run: ids.run(n), instruction, review });
}

const end = (story: Story, n: number, outcome: 'succeeded' | 'orphaned' | 'interrupted' | 'crashed') =>
  story.report({ type: 'run.ended', thread, run: ids.run(n), outcome, reason: 'r' });

function finding(n: number): WrittenComment {
  return {
    ...{ id: CommentId.parse('cmt_a'), author: { kind: 'run', run: ids.run(n), review }, repo: ids.api },
    ...{
      commit: commit(1),
      path: 'src/a.ts',
      line: 3,
      side: 'new',
      severity: 'high',
      title: 'Off by one',
      body: 'Why',
    },
  };
}

test('a review looks at exactly the commits of its time, beside whatever the thread does', () => {
  const story = reviewed();
  expect(story.thread().reviews[0]?.changes).toMatchObject([{ head: commit(1) }, { head: commit(1) }]);
  expect(reviewOwed(story.thread())).toMatchObject({ kind: 'review', review });
  expect(effectsOf(story.thread())).toBeUndefined();
  expect(standing(story.thread(), undefined).column).toBe('in-review');
});

test('its run is no run of the thread: neither its end nor its denials stop the work', () => {
  const story = reviewed();
  claim(story, 7);
  const action = { call: 'c', tool: 'shell', title: 't', raw: 'r', cwd: '/', expanded: [], fingerprint: 'f' };
  const verdict = { kind: 'deny', rule: 'REV1', reason: 'no' } as const;
  for (let n = 0; n < 2; n += 1)
    story.report({ type: 'action.judged', thread, run: ids.run(7), action, verdict, policy: '' });
  expect(story.thread().reviews[0]?.cancelled).toBeUndefined();
  story.report({ type: 'action.judged', thread, run: ids.run(7), action, verdict, policy: '' });
  expect(story.thread().reviews[0]?.cancelled?.reason).toMatch(/denied 3 times/);
  end(story, 7, 'crashed');
  expect(story.thread()).toMatchObject({ halt: undefined, runs: [{ id: ids.run(1) }] });
  expect(story.thread().asks).toEqual([]);
});

test('a factory that died under a review owes it again; one that crashed by itself is over', () => {
  const story = reviewed();
  claim(story, 7);
  end(story, 7, 'orphaned');
  expect(reviewOwed(story.thread())).toBeDefined();
  claim(story, 8);
  expect(end(story, 7, 'orphaned').ok).toBe(false);
  end(story, 8, 'crashed');
  expect(reviewOwed(story.thread())).toBeUndefined();
  expect(story.thread().reviews.every(isOver)).toBe(true);
});

test('a pause holds a review and a resume goes on with it; a kill ends it for good', () => {
  const story = reviewed();
  claim(story, 7);
  story.tell({ type: 'thread.halt', thread, halt: 'paused', by: person });
  expect(reviewOwed(story.thread())).toBeUndefined();
  end(story, 7, 'interrupted');
  story.tell({ type: 'thread.resume', thread, by: person });
  expect(reviewOwed(story.thread())).toBeDefined();
  story.tell({ type: 'thread.halt', thread, halt: 'killed', by: person });
  expect(reviewOwed(story.thread())).toBeUndefined();
  expect(story.thread().reviews.every(isOver)).toBe(true);
});

test('one review has a place of its own: it waits for no place, but for a machine that carries no further agent', () => {
  const story = reviewed();
  const hold = { kind: 'memory', text: 'Waits for memory', strict: true } as const;
  expect(plan(story.state, unheld(0)).effects).toMatchObject([{ kind: 'review' }]);
  expect(plan(story.state, { ...unheld(9), hold }).effects).toEqual([]);
  claim(story, 7);
  expect(plan(story.state, { ...unheld(0), hold })).toMatchObject({ effects: [{ kind: 'review' }], active: 1 });
});

test('only one review at a time, and none of nothing', () => {
  const story = reviewed();
  const again = { id: ReviewId.parse('rvw_two'), harness, apart: 'harness' } as const;
  expect(story.tell({ type: 'review.request', thread, review: again, by: person })).toMatchObject({
    error: { code: 'review-under-way' },
  });
  const empty = createStory();
  empty.begin();
  expect(empty.tell({ type: 'review.request', thread, review: again, by: person })).toMatchObject({
    error: { code: 'nothing-to-review' },
  });
});

test('a reviewer comments while it is at it, not after its end', () => {
  const story = reviewed();
  claim(story, 7);
  expect(story.report({ type: 'comment.added', thread, comment: finding(7) }).ok).toBe(true);
  expect(story.report({ type: 'comment.added', thread, comment: finding(6) }).ok).toBe(false);
  end(story, 7, 'succeeded');
  expect(story.report({ type: 'comment.added', thread, comment: finding(7) }).ok).toBe(false);
  expect(story.thread().comments).toHaveLength(1);
});

test('sent comments are one message that names each place, and resolved ones are not sent', () => {
  const story = reviewed();
  claim(story, 7);
  story.report({ type: 'comment.added', thread, comment: finding(7) });
  end(story, 7, 'succeeded');
  const id = CommentId.parse('cmt_a');
  const instruction = InstructionId.parse('ins_sent');
  expect(story.tell({ type: 'comments.send', thread, comments: [id], instruction, by: person }).ok).toBe(true);
  expect(story.thread().instructions.at(-1)?.text).toContain('- api/src/a.ts:3 (high): Off by one\n  Why');
  expect(story.thread().comments[0]).toMatchObject({ sent: instruction });
  expect(effectsOf(story.thread())).toMatchObject({ kind: 'run', instruction });
  story.tell({ type: 'comment.resolve', thread, comment: id, by: person });
  expect(story.tell({ type: 'comments.send', thread, comments: [id], instruction, by: person }).ok).toBe(false);
});

test('a resolved comment can be opened again, and only such a one', () => {
  const story = reviewed();
  claim(story, 7);
  story.report({ type: 'comment.added', thread, comment: finding(7) });
  const about = { thread, comment: CommentId.parse('cmt_a'), by: person };
  expect(story.tell({ type: 'comment.reopen', ...about })).toMatchObject({ error: { code: 'comment-open' } });
  story.tell({ type: 'comment.resolve', ...about });
  expect(story.thread().comments[0]?.resolved).toBeDefined();
  expect(story.tell({ type: 'comment.reopen', ...about }).ok).toBe(true);
  expect(story.thread().comments[0]?.resolved).toBeUndefined();
});
