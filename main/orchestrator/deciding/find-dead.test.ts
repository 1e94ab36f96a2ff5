import { expect, test } from 'vitest';
import { RepoId } from '../../../core/ids.ts';
import type { Thread } from '../../../core/model/thread.ts';
import { sandbox } from '../../git/testing/sandbox.ts';
import { findDead } from './find-dead.ts';

const id = RepoId.parse('rep_a');

function world() {
  const box = sandbox();
  const { at, commit, git, head } = box;
  const base = commit('clone', { 'a.txt': 'one\n', 'b.txt': 'b\n' });
  const push = () => {
    git('clone', 'push', '-q', 'origin', 'HEAD:main');
    git('clone', 'fetch', '-q', 'origin');
  };
  push();
  const repo = {
    ...{ id, name: 'a', path: at('clone'), remote: { name: 'origin', url: 'x' }, defaultBranch: 'main' },
    ...{ config: {}, configSource: 'detected' as const },
  };
  const thread = (more: Partial<Thread>) =>
    ({ goal: '', repos: [id], changes: [], runs: [], ...more }) as unknown as Thread;
  const changed = (tip: string) =>
    thread({ changes: [{ repo: id, base, head: tip } as unknown as Thread['changes'][number]] });
  return { ...box, repo: () => repo, base, head, push, thread, changed };
}

test('work that is on the default branch already is nothing left to do, also squashed under another commit', async () => {
  const { commit, git, push, changed, repo } = world();
  git('clone', 'checkout', '-q', '-b', 'work');
  commit('clone', { 'a.txt': 'two\n' });
  const tip = commit('clone', { 'c.txt': 'c\n' });
  expect(await findDead(changed(tip), repo)).toEqual([]);
  git('clone', 'checkout', '-q', 'main');
  commit('clone', { 'b.txt': 'changed meanwhile\n' });
  git('clone', 'merge', '-q', '--squash', 'work');
  git('clone', 'commit', '-q', '-m', 'squashed');
  push();
  expect(await findDead(changed(tip), repo)).toMatchObject([{ kind: 'already-landed' }]);
});

test('files that a goal names count as gone only when all of them were there and have been deleted', async () => {
  const { git, push, thread, repo } = world();
  git('clone', 'rm', '-q', 'a.txt');
  git('clone', 'commit', '-q', '-m', 'Remove a');
  push();
  const found = async (goal: string, more: Partial<Thread> = {}) =>
    (await findDead(thread({ goal, ...more }), repo)).map(({ kind }) => kind);
  expect(await found('Mend the typo in a.txt')).toEqual(['paths-gone']);
  expect(await found('Mend a.txt and b.txt')).toEqual([]);
  expect(await found('Mend a.txt and never-there.txt')).toEqual([]);
  expect(await found('Mend a.txt', { runs: [{}] as unknown as Thread['runs'] })).toEqual([]);
  expect(await found('Mend the typo')).toEqual([]);
});
