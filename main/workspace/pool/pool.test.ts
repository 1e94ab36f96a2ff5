import { cpSync, readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { CommitId } from '../../../core/ids.ts';
import { fetchBranch } from '../../git/fetch.ts';
import { value } from '../../git/testing/sandbox.ts';
import { addWorktree } from '../../git/worktree.ts';
import { workspaceWorld } from '../testing/workspace-world.ts';
import { createPool } from './pool.ts';

function world(size = 1) {
  const ground = workspaceWorld();
  const { box, dataFolder, repos } = ground;
  const [repo] = repos;
  if (!repo) throw new Error('There is no repo');
  const limits = { size };
  const open = () => createPool({ dataFolder, size: () => limits.size, settleMs: 0 });
  const wish = { branch: 'teatree/x', base: box.first, target: box.at('data/ws/api') };
  const slots = () => readdirSync(box.at('data/pool', repo.id));
  return { ...ground, repo, limits, open, wish, slots, at: 'data/ws/api' };
}

test('a claim is a clean worktree on the wanted branch, at the wanted place, of which git knows', async () => {
  const { box, repo, open, wish, at } = world();
  const pool = open();
  await pool.tend([repo]);
  expect(value(await pool.claim(repo, wish))).toBe(wish.target);
  expect(box.git(at, 'status', '--porcelain=v2', '--branch')).toContain('branch.head teatree/x');
  expect(box.git(at, 'status', '--porcelain')).toBe('');
  expect([box.head(at), box.head('clone', 'teatree/x')]).toEqual([box.first, box.first]);
  expect(box.git('clone', 'worktree', 'list')).toContain(wish.target);
  box.commit(at, { 'new.txt': 'x' });
  expect(box.git('clone', 'log', '-1', '--format=%s', 'teatree/x')).toBe('change');
  expect(box.git('clone', 'config', '--get-regexp', '^branch\\.')).not.toContain('teatree');
  expect(box.git('clone', 'fsck')).toBe('');
});

test('the primary clone is as it was, whatever the pool does', async () => {
  const { primary, repo, open, wish } = world();
  const before = primary('clone');
  const pool = open();
  await pool.tend([repo]);
  value(await pool.claim(repo, wish));
  await pool.tend([repo]);
  expect(primary('clone')).toEqual(before);
});

test('two that want the only warm worktree: one gets it, the other is told that there is none', async () => {
  const { box, repo, open, wish } = world();
  const pool = open();
  await pool.tend([repo]);
  const other = { ...wish, branch: 'teatree/y', target: box.at('data/ws/other') };
  const [one, two] = await Promise.all([pool.claim(repo, wish), pool.claim(repo, other)]);
  expect([one.ok, two.ok].sort()).toEqual([false, true]);
  await pool.tend([repo]);
  value(await pool.claim(repo, one.ok ? other : wish));
});

test('when the base has moved a slot is not given, and follows', async () => {
  const { repo, open, wish, strangerPushes, slots } = world();
  const pool = open();
  await pool.tend([repo]);
  const news = strangerPushes('remote.git');
  value(await fetchBranch(repo.path, { remote: repo.remote, branch: 'main' }));
  expect(await pool.claim(repo, { ...wish, base: CommitId.parse(news) })).toMatchObject({
    error: { code: 'pool-empty' },
  });
  const before = slots();
  await pool.tend([repo]);
  expect(slots()).toEqual(before);
  value(await pool.claim(repo, { ...wish, base: CommitId.parse(news) }));
});

test('a claim that a crash stopped is finished by the next one', async () => {
  const { box, repo, open, wish, slots, at } = world();
  const pool = open();
  await pool.tend([repo]);
  const slot = join('data/pool', repo.id, slots()[0] ?? '', 'tree');
  box.git(slot, 'switch', '-q', '-c', 'teatree/x');
  value(await open().claim(repo, wish));
  expect(box.git(at, 'rev-parse', '--abbrev-ref', 'HEAD')).toBe('teatree/x');
});

test('a claim stopped between git’s list and the move leaves a place where a cold worktree can be made', async () => {
  const { box, repo, open, wish, slots } = world();
  const pool = open();
  await pool.tend([repo]);
  const slot = join('data/pool', repo.id, slots()[0] ?? '', 'tree');
  box.git(slot, 'switch', '-q', '-c', 'teatree/x');
  const gitDir = box.git(slot, 'rev-parse', '--absolute-git-dir');
  box.write(gitDir.slice(box.root.length + 1) + '/gitdir', `${wish.target}/.git\n`);
  expect((await pool.claim(repo, wish)).ok).toBe(false);
  value(await addWorktree(repo.path, { path: wish.target, branch: wish.branch, base: wish.base }));
  await pool.tend([repo]);
  expect(box.git('clone', 'worktree', 'list').split('\n')).toHaveLength(3);
});

test('a note that a power cut tore makes its slot nobody’s, and nothing else fails', async () => {
  const { box, repo, open, wish, slots } = world(2);
  const pool = open();
  await pool.tend([repo]);
  const [torn = ''] = slots();
  writeFileSync(join(box.at('data/pool', repo.id), torn, '.teatree-pool.json'), '{"repo":"re');
  expect(value(await open().claim(repo, wish))).toBe(wish.target);
});

test('a folder that somebody put in the place of a warm worktree is never removed', async () => {
  const { box, repo, open, slots, limits } = world();
  await open().tend([repo]);
  const slot = join('data/pool', repo.id, slots()[0] ?? '', 'tree');
  cpSync(box.at(slot), box.at('copy'), { recursive: true });
  rmSync(box.at(slot), { recursive: true });
  renameSync(box.at('copy'), box.at(slot));
  limits.size = 0;
  await open().tend([repo]);
  expect(box.exists(`${slot}/a.txt`)).toBe(true);
});

test('a smaller pool gives its worktrees back, and none at all is no failure', async () => {
  const { repo, open, wish, slots, limits, worktreesOf } = world(2);
  const pool = open();
  await pool.tend([repo]);
  expect(worktreesOf('clone')).toBe(3);
  limits.size = 0;
  await pool.tend([repo]);
  expect([slots(), worktreesOf('clone')]).toEqual([[], 1]);
  expect(await pool.claim(repo, wish)).toMatchObject({ error: { code: 'pool-empty' } });
});
