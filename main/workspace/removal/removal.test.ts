import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { listCheckpoints } from '../../git/checkpoint/list.ts';
import { value } from '../../git/testing/sandbox.ts';
import { setAside } from './set-aside.ts';
import { removalWorld } from './testing/removal-world.ts';
import { verifyWorkspace, worktreesStand } from './verify.ts';

const day = 86_400_000;
type World = Awaited<ReturnType<typeof removalWorld>>;

/** Work of every kind that a checkpoint, a branch or a ref holds. */
function work({ box, at }: World): void {
  box.commit(at('api'), { 'commit.txt': 'not pushed' }, 'mine');
  box.write(`${at('api')}/a.txt`, 'changed');
  box.write(`${at('api')}/staged.txt`, 'staged');
  box.git(at('api'), 'add', 'staged.txt');
  box.write(`${at('web')}/new.txt`, 'untracked');
}

test('a workspace of a thread that is not done is never removed', async () => {
  const { yard, thread } = await removalWorld();
  expect(await yard.remove(thread(), true)).toMatchObject({ ok: false, error: { code: 'thread-unfinished' } });
});

test('a removal is refused with a list of what would be lost; with the person’s word it goes, after a checkpoint', async () => {
  const world = await removalWorld(['*.db']);
  const { box, yard, thread, at, drop, path } = world;
  work(world);
  box.write('clone/.git/info/exclude', '*.db\n');
  box.write(`${at('api')}/x.db`, 'rows');
  box.git(at('web'), 'stash', 'push', '-q', '-u');
  box.write(`${at('web')}/new.txt`, 'untracked');
  drop();
  const refused = await yard.remove(thread(), false);
  expect(refused).toMatchObject({ ok: false, error: { code: 'would-lose' } });
  const message = refused.ok ? '' : refused.error.message;
  for (const said of ['a.txt', 'new.txt', 'mine', 'x.db', 'stash@{0}']) expect(message).toContain(said);
  expect(box.exists(`${at('api')}/a.txt`)).toBe(true);
  value(await yard.remove(thread(), true));
  expect([box.exists(path.slice(box.root.length)), thread().workspace.kind]).toEqual([false, 'none']);
  expect([world.worktreesOf('clone'), world.worktreesOf('web')]).toEqual([1, 1]);
  expect(world.branchesOf('clone')).toBe(world.place.branch);
  const [checkpoint] = value(await listCheckpoints(box.clone));
  expect(box.git('clone', 'show', `${String(checkpoint?.commit)}:x.db`)).toBe('rows');
});

test('what was removed comes back as it was, with all that was staged, and stays then', async () => {
  const world = await removalWorld();
  const { box, yard, thread, at, drop, later } = world;
  work(world);
  const before = [box.git(at('api'), 'status', '--porcelain'), box.git(at('web'), 'status', '--porcelain')];
  drop();
  value(await yard.remove(thread(), true));
  value(await yard.restore(thread()));
  expect([box.git(at('api'), 'status', '--porcelain'), box.git(at('web'), 'status', '--porcelain')]).toEqual(before);
  expect(box.git('clone', 'fsck')).toBe('');
  expect(value(await verifyWorkspace(world.ground, thread()))).toHaveLength(2);
  later(day);
  await yard.clearAway();
  expect(box.exists(`${at('api')}/a.txt`)).toBe(true);
});

test('a clock that is set ten years forward empties no trash and forgets no checkpoint', async () => {
  const world = await removalWorld();
  const { box, yard, shelf, thread, drop, later, leap } = world;
  work(world);
  await shelf.save(thread(), 'asked');
  drop();
  later(11 * 60_000);
  await yard.clearAway();
  const kept = () => box.git('clone', 'for-each-ref', 'refs/teatree/checkpoints').split('\n').filter(Boolean).length;
  const before = kept();
  leap(3650 * day);
  await yard.clearAway();
  expect([readdirSync(box.at('data/trash')).length, kept(), before > 0]).toEqual([1, before, true]);
});

test('a dropped thread’s workspace goes by itself after ten minutes, and the trash after seven days', async () => {
  const world = await removalWorld();
  const { box, yard, thread, drop, later } = world;
  work(world);
  drop();
  await yard.clearAway();
  expect(thread().workspace.kind).toBe('ready');
  later(11 * 60_000);
  await yard.clearAway();
  expect(thread().workspace.kind).toBe('none');
  expect(readdirSync(box.at('data/trash'))).toHaveLength(1);
  later(6 * day);
  await yard.clearAway();
  expect(readdirSync(box.at('data/trash'))).toHaveLength(1);
  later(2 * day);
  await yard.clearAway();
  expect(readdirSync(box.at('data/trash'))).toEqual([]);
});

test('what no checkpoint can hold keeps a workspace from going by itself', async () => {
  const world = await removalWorld();
  const { box, yard, thread, at, drop, later } = world;
  box.git(at('api'), 'init', '-q', 'inner');
  box.commit(`${at('api')}/inner`, { 'x.txt': 'x' }, 'history of its own');
  drop();
  later(day);
  await yard.clearAway();
  expect(thread().workspace.kind).toBe('ready');
  expect(await yard.remove(thread(), false)).toMatchObject({
    error: { code: 'would-lose', message: expect.stringContaining('inner/.git') as string },
  });
});

const spoilt: readonly (readonly [string, string, (world: World) => void])[] = [
  ['deleted by hand', 'worktree-missing', ({ worktree }) => rmSync(worktree('api'), { recursive: true })],
  ['moved away', 'worktree-missing', ({ worktree, box }) => renameSync(worktree('api'), box.at('elsewhere'))],
  [
    'replaced by a link to the primary clone',
    'worktree-replaced',
    ({ worktree, box }) => {
      rmSync(worktree('api'), { recursive: true });
      symlinkSync(box.clone, worktree('api'));
    },
  ],
  [
    'replaced by a copy',
    'worktree-replaced',
    ({ worktree, box }) => {
      cpSync(worktree('api'), box.at('copy'), { recursive: true });
      rmSync(worktree('api'), { recursive: true });
      renameSync(box.at('copy'), worktree('api'));
    },
  ],
  [
    'replaced by a folder without git',
    'worktree-not-registered',
    ({ worktree }) => {
      rmSync(worktree('api'), { recursive: true });
      mkdirSync(worktree('api'));
    },
  ],
  [
    'half-made',
    'worktree-half-made',
    ({ worktree, box }) => box.git('clone', 'worktree', 'lock', '--reason', 'initializing', worktree('api')),
  ],
  ['without its marker', 'workspace-not-ours', ({ path }) => rmSync(join(path, '.teatree-owner.json'))],
  [
    'a link itself',
    'workspace-not-ours',
    ({ path, box }) => {
      renameSync(path, box.at('moved'));
      symlinkSync(box.at('moved'), path);
    },
  ],
];

test.each(spoilt)('a workspace that is %s is left alone, with words, even against force', async (_how, code, spoil) => {
  const world = await removalWorld();
  const { box, yard, thread, drop, later } = world;
  box.write(`${world.at('web')}/new.txt`, 'work');
  spoil(world);
  drop();
  const before = [readdirSync(box.clone), readdirSync(world.path)];
  expect(await yard.remove(thread(), true)).toMatchObject({ ok: false, error: { code } });
  later(day);
  await yard.clearAway();
  expect([readdirSync(box.clone), readdirSync(world.path)]).toEqual(before);
  expect((await yard.list())[0]).toMatchObject({ state: 'quarantined' });
});

test('a run never begins in the primary clone instead: a worktree that leads there, or is no worktree any more, is refused', async () => {
  const world = await removalWorld();
  const { box, ground, thread, worktree, primary } = world;
  const before = primary('clone');
  value(await worktreesStand(ground, thread()));
  const stands = async (code: string) =>
    expect(await worktreesStand(ground, thread())).toMatchObject({ ok: false, error: { code } });
  rmSync(join(worktree('api'), '.git'));
  await stands('worktree-not-registered');
  cpSync(box.at('clone/.git'), join(worktree('api'), '.git'), { recursive: true });
  await stands('worktree-not-registered');
  rmSync(worktree('api'), { recursive: true });
  await stands('worktree-missing');
  symlinkSync(box.clone, worktree('api'));
  await stands('worktree-replaced');
  expect(primary('clone')).toEqual(before);
});

test('a removal that a power cut stopped after the rename is finished', async () => {
  const world = await removalWorld();
  const { yard, thread, drop, record, path, box } = world;
  const { workspace } = thread();
  drop();
  value(await yard.remove(thread(), true));
  if (workspace.kind !== 'ready') throw new Error('not ready');
  // As it stands when neither git's list nor the journal was written.
  const trash = box.at('data/trash', readdirSync(box.at('data/trash'))[0] ?? '');
  renameSync(join(trash, 'git/api'), box.at('clone/.git/worktrees/api'));
  record({
    type: 'workspace.prepared',
    thread: thread().thread,
    path,
    worktrees: [...workspace.worktrees],
    ports: workspace.ports,
  });
  value(await yard.remove(thread(), false));
  expect([world.worktreesOf('clone'), thread().workspace.kind]).toEqual([1, 'none']);
});

test('folders that the journal does not know are listed, and nothing touches them', async () => {
  const { box, yard, drop, later } = await removalWorld();
  box.write('data/workspaces/strange/notes.txt', 'mine');
  drop();
  later(30 * day);
  await yard.clearAway();
  expect(await yard.list()).toContainEqual(expect.objectContaining({ name: 'strange', state: 'orphaned' }));
  expect(box.read('data/workspaces/strange/notes.txt')).toBe('mine');
});

test('a thread’s scratch, session and outbox go with its workspace, and come back with it', async () => {
  const { box, yard, thread, drop, later, place } = await removalWorld();
  const name = (path: string) => path.slice(box.root.length + 1);
  const files = [place.scratch, place.state, place.outboxes].map((folder) => `${name(folder)}/deep/x.txt`);
  for (const file of files) box.write(file, 'kept');
  drop();
  value(await yard.remove(thread(), true));
  expect([place.scratch, place.state, place.outboxes].filter((folder) => existsSync(folder))).toEqual([]);
  value(await yard.restore(thread()));
  expect(files.map((file) => box.read(file))).toEqual(['kept', 'kept', 'kept']);
  value(await yard.remove(thread(), true));
  later(8 * day);
  await yard.clearAway();
  expect(readdirSync(box.at('data/trash'))).toEqual([]);
});

test('what was set aside lies in the trash with a note of where it came from, and goes after seven days', async () => {
  const { box, yard, dataFolder, ground, later } = await removalWorld();
  box.write('clone/.git/index.lock', '');
  const lock = box.at('clone/.git/index.lock');
  const folder = await setAside(dataFolder, [lock], { at: ground.now(), why: 'A stale lock' });
  expect([existsSync(lock), readdirSync(folder).sort()]).toEqual([false, ['0-index.lock', 'teatree-trash.json']]);
  expect(readFileSync(join(folder, 'teatree-trash.json'), 'utf8')).toContain(lock);
  expect((await yard.list()).filter(({ state }) => state === 'removed')).toEqual([]);
  later(8 * day);
  await yard.clearAway();
  expect(existsSync(folder)).toBe(false);
});
