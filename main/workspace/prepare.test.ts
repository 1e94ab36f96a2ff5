import { mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { ThreadId } from '../../core/ids.ts';
import { value } from '../git/testing/sandbox.ts';
import { thread, workspaceWorld } from './testing/workspace-world.ts';

type World = ReturnType<typeof workspaceWorld>;

function expectNothingLeft({ box, dataFolder, branchesOf, worktreesOf, place }: World): void {
  expect([branchesOf('clone'), branchesOf('web')]).toEqual(['', '']);
  expect([worktreesOf('clone'), worktreesOf('web')]).toEqual([1, 1]);
  for (const folder of [place.folder, place.scratch, place.state])
    expect(box.exists(folder.slice(box.root.length))).toBe(false);
  expect(box.exists(join(dataFolder.slice(box.root.length), 'workspaces'))).toBe(true);
}

test('every repo gets a worktree on the branch of the thread, from the newest commit of the remote, tracking nothing', async () => {
  const world = workspaceWorld();
  const news = world.strangerPushes('web.git');
  const { path, worktrees } = value(await world.prepare());
  const branch = 'teatree/abc-rename-it';
  expect(path).toBe(world.place.folder);
  expect(worktrees).toEqual([
    { repo: 'rep_api', path: join(path, 'api'), branch, base: world.box.first },
    { repo: 'rep_web', path: join(path, 'web'), branch, base: news },
  ]);
  const inWeb = join('data/workspaces/abc-rename-it/web');
  expect(world.box.git(inWeb, 'rev-parse', '--abbrev-ref', 'HEAD')).toBe(branch);
  expect(world.box.git(inWeb, 'for-each-ref', '--format=%(upstream)', `refs/heads/${branch}`)).toBe('');
  expect(world.phases).toEqual(['Fetching api, web', 'Creating worktrees: api, web']);
});

test('the primary clones keep working tree, index, HEAD and branches, dirty or detached as they are', async () => {
  const world = workspaceWorld();
  const { box } = world;
  box.git('clone', 'checkout', '-q', '-b', 'mine');
  box.write('clone/a.txt', 'staged\n');
  box.git('clone', 'add', 'a.txt');
  box.write('clone/a.txt', 'and edited\n');
  box.write('clone/untracked.txt', 'new\n');
  box.git('web', 'checkout', '-q', '--detach');
  box.write('web/a.txt', 'edited\n');
  world.strangerPushes('remote.git');
  const before = [world.primary('clone'), world.primary('web')];
  value(await world.prepare());
  expect([world.primary('clone'), world.primary('web')]).toEqual(before);
});

test('an unreachable second remote leaves nothing behind', async () => {
  const world = workspaceWorld();
  renameSync(world.box.at('web.git'), world.box.at('gone.git'));
  const refused = await world.prepare();
  expect(refused).toMatchObject({ ok: false, error: { message: expect.stringMatching(/^web: /) as string } });
  expectNothingLeft(world);
});

test('a branch that is checked out elsewhere leaves nothing behind, and stays where it is', async () => {
  const world = workspaceWorld();
  world.box.git('web', 'worktree', 'add', '-q', '-b', world.place.branch, world.box.at('elsewhere'));
  expect(await world.prepare()).toMatchObject({ ok: false, error: { code: 'branch-in-use' } });
  expect(world.branchesOf('clone')).toBe('');
  expect(world.worktreesOf('clone')).toBe(1);
  expect(world.box.git('elsewhere', 'rev-parse', '--abbrev-ref', 'HEAD')).toBe(world.place.branch);
});

test('after a repo that was impossible is possible again, the newest commit of the remote is used, not that of the first try', async () => {
  const world = workspaceWorld();
  world.box.git('web', 'worktree', 'add', '-q', '-b', world.place.branch, world.box.at('elsewhere'));
  await world.prepare();
  const news = world.strangerPushes('remote.git');
  world.box.git('web', 'worktree', 'remove', world.box.at('elsewhere'));
  const { worktrees } = value(await world.prepare());
  expect(worktrees[0]?.base).toBe(news);
});

test('a folder of somebody else in the place of a worktree is refused untouched, and the rest is taken back', async () => {
  const world = workspaceWorld();
  const { box, prepare, worktree } = world;
  value(await prepare());
  box.git('web', 'worktree', 'remove', '--force', worktree('web'));
  mkdirSync(worktree('web'));
  writeFileSync(worktree('web', 'mine.txt'), 'mine');
  expect(await prepare()).toMatchObject({ ok: false, error: { code: 'path-occupied' } });
  expect(box.read('data/workspaces/abc-rename-it/web/mine.txt')).toBe('mine');
  expect([world.branchesOf('clone'), world.branchesOf('web')]).toEqual(['', '']);
  rmSync(worktree('web'), { recursive: true });
  expect((await prepare()).ok).toBe(true);
});

test('work that stands in the way of taking back is never removed', async () => {
  const world = workspaceWorld();
  const { box, prepare } = world;
  value(await prepare());
  box.write('data/workspaces/abc-rename-it/api/new.txt', 'work');
  box.commit('data/workspaces/abc-rename-it/web', { 'b.txt': 'committed' });
  renameSync(box.at('web.git'), box.at('gone.git'));
  expect((await prepare()).ok).toBe(false);
  expect(box.read('data/workspaces/abc-rename-it/api/new.txt')).toBe('work');
  expect(world.branchesOf('web')).toBe(world.place.branch);
  renameSync(box.at('gone.git'), box.at('web.git'));
  expect(value(await prepare()).worktrees).toHaveLength(2);
  expect(box.read('data/workspaces/abc-rename-it/web/b.txt')).toBe('committed');
});

test('preparing twice changes nothing, and after a crash it goes on with what stands', async () => {
  const world = workspaceWorld();
  const first = value(await world.prepare());
  expect(value(await world.prepare())).toEqual(first);
  // As a kill between two repos, and one in the middle of `git worktree add`, leave it.
  world.box.git('web', 'worktree', 'remove', '--force', world.worktree('web'));
  world.box.git('clone', 'worktree', 'lock', '--reason', 'initializing', world.worktree('api'));
  rmSync(world.worktree('api', 'a.txt'));
  expect(value(await world.prepare())).toEqual(first);
  expect(world.box.exists('data/workspaces/abc-rename-it/api/a.txt')).toBe(true);
});

test('a workspace folder that is not this thread’s is refused untouched', async () => {
  const world = workspaceWorld();
  world.box.write('data/workspaces/abc-rename-it/notes.txt', 'mine');
  expect(await world.prepare()).toMatchObject({ ok: false, error: { code: 'workspace-occupied' } });
  expect(world.box.read('data/workspaces/abc-rename-it/notes.txt')).toBe('mine');
  expect(world.box.exists('data/workspaces/abc-rename-it/.teatree-owner.json')).toBe(false);
});

test('a folder that bears another thread’s marker is refused', async () => {
  const world = workspaceWorld();
  world.box.write('data/workspaces/abc-rename-it/.teatree-owner.json', '{"thread":"thr_other","madeAt":1}');
  expect(await world.prepare()).toMatchObject({ ok: false, error: { code: 'workspace-occupied' } });
});

test('a data folder that cannot be written is a failure the person can act on', async () => {
  const world = workspaceWorld();
  world.box.write('data/workspaces', 'a file in the way');
  expect(await world.prepare()).toMatchObject({ ok: false, error: { code: 'workspace-unwritable' } });
});

test('a thread that is dropped while its workspace is prepared leaves nothing behind', async () => {
  const world = workspaceWorld();
  const dropped = new AbortController();
  const onPhase = async () => dropped.abort('not-owed');
  expect(await world.prepare({ signal: dropped.signal, onPhase })).toMatchObject({
    ok: false,
    error: { code: 'cancelled' },
  });
  expectNothingLeft(world);
});

test('two threads over the same repos are prepared at the same time', async () => {
  const world = workspaceWorld();
  const other = { thread: ThreadId.parse('thr_def'), title: 'Another' };
  const [one, two] = await Promise.all([world.prepare({ thread }), world.prepare({ thread: other })]);
  expect([one.ok, two.ok]).toEqual([true, true]);
  expect(world.worktreesOf('clone')).toBe(3);
});
