import { expect, test } from 'vitest';
import { CommentId, CommitId, RepoId, ReviewId, RunId } from '../ids.ts';
import type { Comment } from '../model/review/comment.ts';
import type { Review } from '../model/review/review.ts';
import { lineKey, placeComments, reviewWords } from './words.ts';

const comment = (id: string, line?: number, side: 'new' | 'old' = 'new'): Comment => ({
  ...{
    id: CommentId.parse(`cmt_${id}`),
    author: { kind: 'run', run: RunId.parse('run_a'), review: ReviewId.parse('rvw_a') },
  },
  ...{
    repo: RepoId.parse('rep_a'),
    commit: CommitId.parse('a'.repeat(40)),
    path: 'a.ts',
    side,
    severity: 'low',
    title: id,
  },
  ...{ body: '', at: 1 },
  ...(line !== undefined && { line }),
});

test('a comment stands under its line, and above the file where that line is not shown or the commit is an earlier one', () => {
  const shown = new Set([lineKey('new', 3), lineKey('old', 4)]);
  const { file, under } = placeComments(
    [comment('a', 3), comment('b', 3), comment('c', 4, 'old'), comment('d', 4), comment('e')],
    { shown, head: 'a'.repeat(40) },
  );
  const moved = placeComments([comment('a', 3)], { shown, head: 'b'.repeat(40) });
  expect(moved.file).toHaveLength(1);
  expect(file.map(({ title }) => title)).toEqual(['d', 'e']);
  expect(under.get('new:3')?.map(({ title }) => title)).toEqual(['a', 'b']);
  expect(under.get('old:4')?.map(({ title }) => title)).toEqual(['c']);
});

test('a review says how it stands: waiting, at it, stopped, failed, and what it found', () => {
  const base: Review = {
    ...{ id: ReviewId.parse('rvw_a'), harness: { id: 'a', config: {} }, apart: 'harness', changes: [] },
    ...{ requestedAt: 1, by: { who: 'person', via: 'window' }, runs: [], denials: {} },
  };
  const run = (state: Review['runs'][number]['state']): Review['runs'] => [
    {
      id: RunId.parse('run_a'),
      instruction: 'ins_a',
      startedAt: 1,
      session: undefined,
      state,
      gate: {},
    } as unknown as Review['runs'][number],
  ];
  const ended = (outcome: 'succeeded' | 'failed', reason: string) => run({ kind: 'ended', outcome, reason, at: 2 });
  expect(reviewWords(base).word).toBe('review waits');
  expect(
    reviewWords({ ...base, runs: run({ kind: 'working', since: 1, process: { pid: 1, startedAt: '' } }) }).word,
  ).toBe('reviewing');
  expect(reviewWords({ ...base, cancelled: { reason: 'The review was stopped', at: 2 } })).toMatchObject({
    word: 'review stopped',
  });
  expect(reviewWords({ ...base, runs: ended('failed', 'It broke') })).toMatchObject({
    word: 'review failed',
    detail: 'It broke',
  });
  const report = { summary: 'Fine', findings: 2, problems: [] };
  expect(reviewWords({ ...base, runs: ended('succeeded', ''), report })).toMatchObject({
    word: '2 findings',
    detail: 'Fine',
  });
});
