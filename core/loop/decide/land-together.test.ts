import { expect, test } from 'vitest';
import type { CommitId } from '../../ids.ts';
import { ClearId, InstructionId, LandingId, RunId, ThreadId } from '../../ids.ts';
import { headsOf } from '../../model/change-set.ts';
import { currentLanding } from '../../model/thread.ts';
import { unheld } from '../admission.ts';
import { plan } from '../plan.ts';
import { commit, createStory, ids, person, repo } from '../testing/story.ts';

/** Threads 1 to `count`, each with one commit that is green; `waits` are pairs of numbers. */
function finished(count: number, ...waits: readonly (readonly [number, number])[]) {
  const story = createStory();
  story.tell({ type: 'repo.add', repo: repo(ids.api, 'api') });
  const idOf = (n: number) => ThreadId.parse(`thr_n${String(n)}`);
  for (let n = 1; n <= count; n += 1) {
    const thread = idOf(n);
    const instruction = { id: InstructionId.parse(`ins_n${String(n)}`), kind: 'goal', text: 'g' } as const;
    const brief = { thread, title: 't', goal: 'g', repos: [ids.api], harness: { id: 'recipe', config: {} } };
    story.tell({ type: 'thread.create', brief, instruction });
    const worktrees = [{ repo: ids.api, path: '/w', branch: 'b', base: commit(0) }];
    story.report({ type: 'workspace.prepared', thread, path: '/w', worktrees, ports: { first: 1, count: 1 } });
    const run = RunId.parse(`run_n${String(n)}`);
    story.report({ type: 'run.started', thread, run, instruction: instruction.id });
    const counts = { commits: 1, files: 1, added: 1, deleted: 0, uncommitted: [] };
    const changes = [{ repo: ids.api, base: commit(0), head: commit(n), ...counts }];
    story.report({ type: 'change-set.recorded', thread, changes });
    story.report({ type: 'run.ended', thread, run, outcome: 'succeeded', reason: '' });
    const heads = [{ repo: ids.api, commit: commit(n) }];
    story.report({ type: 'checks.started', thread, round: 1, heads, planned: [] });
    story.report({ type: 'checks.ended', thread, round: 1 });
  }
  for (const [a, b] of waits)
    story.tell({ type: 'thread.link', thread: idOf(a), edge: { kind: 'waits-for', to: idOf(b) }, by: person });
  const member = (n: number, head?: CommitId) => ({
    ...{ thread: idOf(n), landing: LandingId.parse(`lnd_n${String(n)}`), clear: ClearId.parse(`clr_n${String(n)}`) },
    heads: head ? [{ repo: ids.api, commit: head }] : headsOf(story.state.threads.get(idOf(n))?.changes ?? []),
  });
  type Member = ReturnType<typeof member>;
  const land = (...members: readonly Member[]) => story.tell({ type: 'group.land', members, at: 1, by: person });
  const landingOf = (n: number) => {
    const thread = story.state.threads.get(idOf(n));
    return thread && currentLanding(thread);
  };
  return { ...story, idOf, member, land, landingOf };
}

test('threads that are told to land together land one by one in the order given, whatever their numbers', () => {
  const { state, member, land, landingOf, report, idOf } = finished(3);
  expect(land(member(3), member(1), member(2))).toMatchObject({ ok: true });
  const landing = () => plan(state, unheld(1)).effects.find(({ kind }) => kind === 'land')?.thread;
  const group = { id: 'lnd_n3', threads: [idOf(3), idOf(1), idOf(2)] };
  expect([landing(), landingOf(1)?.group]).toEqual([idOf(3), group]);
  report({ type: 'landing.ended', thread: idOf(3), landing: member(3).landing, outcome: 'landed', reason: '' });
  expect(landing()).toBe(idOf(1));
});

test('what one waits for lands before it in the group, or nothing of the group begins', () => {
  const { member, land, landingOf } = finished(3, [1, 2], [2, 3]);
  expect(land(member(1), member(2), member(3))).toMatchObject({
    error: { code: 'thread-waits', message: '#1: It waits for #2, which is in review' },
  });
  expect(land(member(2), member(1))).toMatchObject({
    error: {
      next: 'Land #3 first or together with it, or take the link away: teatree thread unlink 2 --waits-for 3',
    },
  });
  expect(landingOf(2)).toBe(undefined);
  expect(land(member(3), member(2), member(1)).ok).toBe(true);
});

test('a group of which one is not ready, or has moved since it was looked at, is refused as a whole', () => {
  const { member, land, landingOf, tell, idOf } = finished(2);
  expect(land(member(1), member(2, commit(9)))).toMatchObject({ error: { code: 'heads-moved' } });
  expect(land(member(1), member(1))).toMatchObject({ error: { code: 'no-group' } });
  tell({ type: 'thread.drop', thread: idOf(2), reason: '', by: person });
  expect(land(member(1), member(2))).toMatchObject({ error: { message: '#2: It was dropped' } });
  expect(landingOf(1)).toBe(undefined);
});
