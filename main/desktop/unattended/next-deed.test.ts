import { expect, test } from 'vitest';
import { commit, createStory, ids, person } from '../../../core/loop/testing/story.ts';
import { ok } from '../../../core/result.ts';
import { nextDeed } from './next-deed.ts';
import { proveLanding } from './proof.ts';

function reviewed() {
  const story = createStory();
  story.begin();
  story.prepared();
  story.worked(1);
  story.checked(1, 'passed');
  return story;
}

function landed() {
  const story = reviewed();
  story.approved(1);
  const { thread } = ids;
  const landing = ids.landing(1);
  story.tell({ type: 'thread.land', thread, landing, by: person });
  for (const [repo, merge] of [
    [ids.api, commit(7)],
    [ids.web, commit(8)],
  ] as const) {
    story.report({ type: 'landing.prepared', thread, landing, repo, target: commit(0), merge });
    story.report({ type: 'landing.push-claimed', thread, landing, repo });
    story.report({ type: 'landing.pushed', thread, landing, repo });
  }
  story.report({ type: 'landing.ended', thread, landing, outcome: 'landed', reason: 'all pushed' });
  return story.thread();
}

test('a gate is approved once, a green change set is landed with exactly its heads', () => {
  const story = createStory();
  story.begin();
  expect(nextDeed(story.thread())).toEqual({ kind: 'wait' });
  expect(nextDeed(reviewed().thread())).toMatchObject({
    kind: 'land',
    input: {
      heads: [
        { repo: ids.api, commit: commit(1) },
        { repo: ids.web, commit: commit(1) },
      ],
    },
  });
});

test('what a person would have to judge ends the unattended run', () => {
  const story = createStory();
  story.begin();
  story.prepared();
  story.worked(1, 'failed');
  expect(nextDeed(story.thread())).toMatchObject({ kind: 'give-up' });
});

const remotes = { [ids.api]: { commit: commit(7), movedAt: 1 }, [ids.web]: { commit: commit(8), movedAt: 2 } };
const facts =
  (changed: object = {}) =>
  async (repo: typeof ids.api) => ({
    ok: true as const,
    value: { contains: async () => ok(true), ...(remotes[repo] ?? { commit: commit(0), movedAt: 0 }), ...changed },
  });

test('a landing is proven by remotes that hold the merges in landing order', async () => {
  expect(nextDeed(landed())).toEqual({ kind: 'landed' });
  expect(await proveLanding(landed(), facts())).toMatchObject({ ok: true });
});

test.each([
  ['stands elsewhere', { commit: commit(3) }],
  ['lacks the approved commit', { contains: async () => ok(false) }],
])('a remote that %s proves nothing', async (_, changed) => {
  expect(await proveLanding(landed(), facts(changed))).toMatchObject({
    ok: false,
    error: { code: 'landing-unproven' },
  });
});

test('a consumer that moved before its provider proves nothing', async () => {
  const early = async (repo: typeof ids.api) => facts(repo === ids.web ? { movedAt: 0 } : {})(repo);
  expect(await proveLanding(landed(), early)).toMatchObject({ ok: false, error: { code: 'landing-unproven' } });
});
