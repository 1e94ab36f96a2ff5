import { rmSync } from 'node:fs';
import { expect, test } from 'vitest';
import { fetchBranch } from './fetch.ts';
import { readRemoteBranch, readRemoteDefaultBranch } from './ls-remote.ts';
import { pushBranch } from './push.ts';
import { sandbox, value } from './testing/sandbox.ts';

test('a push moves the branch from the expected commit, and twice is as good as once', async () => {
  const box = sandbox();
  const commit = box.commit('clone', { 'a.txt': 'new' });
  const push = { ...box.main, commit, expected: box.first };
  expect(value(await pushBranch(box.clone, push))).toEqual({ kind: 'pushed' });
  expect(box.head('remote.git', 'main')).toBe(commit);
  expect(value(await pushBranch(box.clone, push))).toEqual({ kind: 'pushed' });
  expect(value(await readRemoteBranch(box.clone, box.main))).toEqual({ kind: 'known', commit });
});

test('a branch that has moved is stale and stays as it is', async () => {
  const box = sandbox();
  box.git('.', 'clone', '-q', box.remote, 'other');
  const theirs = box.commit('other', { 'b.txt': 'theirs' });
  box.git('other', 'push', '-q', 'origin', 'main');
  const commit = box.commit('clone', { 'a.txt': 'ours' });
  expect(value(await pushBranch(box.clone, { ...box.main, commit, expected: box.first })).kind).toBe('stale');
  expect(value(await pushBranch(box.clone, { ...box.main, commit, expected: undefined })).kind).toBe('stale');
  expect(box.head('remote.git', 'main')).toBe(theirs);
  expect(value(await fetchBranch(box.clone, box.main))).toBe(theirs);
  expect(box.git('clone', 'log', '-1', '--format=%H', 'main')).toBe(commit);
});

test('a push that would lose commits is refused before it reaches the remote', async () => {
  const box = sandbox();
  const tip = box.commit('clone', { 'a.txt': 'tip' });
  box.git('clone', 'push', '-q', 'origin', 'main');
  const refused = await pushBranch(box.clone, { ...box.main, commit: box.first, expected: tip });
  expect(refused).toMatchObject({ ok: false, error: { code: 'not-a-descendant' } });
  expect(box.head('remote.git', 'main')).toBe(tip);
});

test('the words of a hook on the remote come back with the rejection, and our own pre-push hook does not run', async () => {
  const box = sandbox();
  box.script('remote.git/hooks/pre-receive', 'echo "main is frozen until Monday" >&2; exit 1');
  box.script('clone/.git/hooks/pre-push', `touch ${box.at('ran')}; exit 1`);
  const commit = box.commit('clone', { 'a.txt': 'new' });
  const outcome = value(await pushBranch(box.clone, { ...box.main, commit, expected: box.first }));
  expect(outcome).toMatchObject({ kind: 'rejected' });
  expect(JSON.stringify(outcome)).toContain('main is frozen until Monday');
  expect(box.exists('ran')).toBe(false);
  expect(box.head('remote.git', 'main')).toBe(box.first);
});

test('a branch that moves while the push is under way is stale, not rejected', async () => {
  const box = sandbox();
  const commit = box.commit('clone', { 'a.txt': 'ours' });
  box.git('clone', 'push', '-q', 'origin', 'HEAD:other');
  const theirs = box.git('remote.git', 'commit-tree', '-p', box.first, '-m', 'theirs', `${box.first}^{tree}`);
  box.script(
    'remote.git/hooks/pre-receive',
    `env -i PATH="$PATH" git -C ${box.remote} update-ref refs/heads/main ${theirs}`,
  );
  expect(value(await pushBranch(box.clone, { ...box.main, commit, expected: box.first })).kind).toBe('stale');
  expect(box.head('remote.git', 'main')).toBe(theirs);
});

test('a new branch is pushed only while it does not exist', async () => {
  const box = sandbox();
  const push = { remote: box.origin, branch: 'teatree/1-x', commit: box.first, expected: undefined };
  expect(value(await readRemoteBranch(box.clone, push))).toEqual({ kind: 'absent' });
  expect(value(await pushBranch(box.clone, push))).toEqual({ kind: 'pushed' });
  expect(value(await readRemoteBranch(box.clone, push))).toEqual({ kind: 'known', commit: box.first });
});

test('a remote that is gone is unreachable, which says nothing about its branches', async () => {
  const box = sandbox();
  rmSync(box.remote, { recursive: true });
  const commit = box.commit('clone', { 'a.txt': 'new' });
  expect(value(await pushBranch(box.clone, { ...box.main, commit, expected: box.first })).kind).toBe('unreachable');
  expect(value(await readRemoteBranch(box.clone, box.main)).kind).toBe('unreachable');
  expect(await fetchBranch(box.clone, box.main)).toMatchObject({ error: { code: 'remote-unreachable' } });
  expect(await readRemoteDefaultBranch(box.clone, box.origin)).toMatchObject({ error: { code: 'remote-unreachable' } });
});

test('fetching a branch that the remote does not have names the reason', async () => {
  const box = sandbox();
  const fetched = await fetchBranch(box.clone, { remote: box.origin, branch: 'nope' });
  expect(fetched).toMatchObject({ ok: false, error: { code: 'remote-branch-missing' } });
});
