import { spawn } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, readdirSync, renameSync, rmSync, statSync, utimesSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import type { FactoryEvent } from '../../../core/loop/event.ts';
import { ok } from '../../../core/result.ts';
import { value } from '../../git/testing/sandbox.ts';
import { openStore } from '../../store/store.ts';
import { removalWorld } from '../../workspace/removal/testing/removal-world.ts';
import { createBackstop } from '../surroundings/backstop.ts';
import { createDoctor } from './doctor.ts';

type Patched = Parameters<typeof createDoctor>[0];
const linux = process.platform === 'linux';

/** A thread with a workspace over `api` and `web`, a real store, and the doctor of it all. */
async function doctorWorld(changed: Partial<Patched> = {}) {
  const world = await removalWorld();
  const { dataFolder, state, record, shelf, yard, ground } = world;
  chmodSync(dataFolder, 0o700);
  for (const repo of world.repos) record({ type: 'repo.added', repo });
  const store = await openStore(dataFolder, ground.now, () => undefined);
  onTestFinished(() => store.close());
  const doctor = createDoctor({
    ...{ dataFolder, version: '1', state, shelf, yard, store, now: ground.now },
    ...{ seq: () => 0, portBase: () => 41_000, harnesses: async () => [], policy: async () => [] },
    backstop: createBackstop({ setting: () => 'off', onWarning: () => undefined }),
    report: async (event) => ok(record(event)),
    ...changed,
  });
  const wrong = async () =>
    (await doctor.examine()).filter(({ name, state: how }) => how !== 'ok' && name !== 'containment');
  return { ...world, doctor, wrong, store };
}

test('of a whole factory there is nothing to mend, and a repair of nothing is refused', async () => {
  const { doctor, wrong } = await doctorWorld();
  expect(await wrong()).toEqual([]);
  expect(await doctor.repair('workspace:thr_abc')).toMatchObject({ ok: false, error: { code: 'finding-gone' } });
  expect(await doctor.repair('journal')).toMatchObject({ ok: false, error: { code: 'no-repair' } });
});

test('a worktree deleted by hand is made again with its uncommitted work; the others are left as they are', async () => {
  const { box, at, doctor, wrong, worktree, shelf, thread } = await doctorWorld();
  box.commit(at('api'), { 'commit.txt': 'mine' }, 'mine');
  box.write(`${at('api')}/staged.txt`, 'staged');
  box.git(at('api'), 'add', 'staged.txt');
  box.write(`${at('api')}/new.txt`, 'untracked');
  box.write(`${at('web')}/new.txt`, 'old');
  await shelf.save(thread(), 'interval');
  box.write(`${at('web')}/new.txt`, 'newer');
  rmSync(worktree('api'), { recursive: true });
  const [finding] = await wrong();
  expect(finding).toMatchObject({ id: 'workspace:thr_abc', state: 'error', repair: expect.any(String) as string });
  expect(value(await doctor.repair('workspace:thr_abc')).text).toContain('api stands again');
  expect(box.git(at('api'), 'status', '--porcelain').split('\n')).toEqual(['A  staged.txt', '?? new.txt']);
  expect([box.read(`${at('api')}/commit.txt`), box.read(`${at('web')}/new.txt`)]).toEqual(['mine', 'newer']);
  expect([await wrong(), box.git('clone', 'fsck')]).toEqual([[], '']);
});

test('a whole workspace deleted by hand is made again on its branches', async () => {
  const { box, at, doctor, path, wrong } = await doctorWorld();
  box.commit(at('web'), { 'commit.txt': 'mine' }, 'mine');
  rmSync(path, { recursive: true });
  value(await doctor.repair('workspace:thr_abc'));
  expect([box.read(`${at('web')}/commit.txt`), await wrong()]).toEqual(['mine', []]);
});

test('work committed since the last checkpoint is not undone by it', async () => {
  const { box, at, doctor, worktree, shelf, thread } = await doctorWorld();
  box.write(`${at('api')}/a.txt`, 'half done');
  await shelf.save(thread(), 'interval');
  box.commit(at('api'), { 'a.txt': 'done' }, 'done');
  rmSync(worktree('api'), { recursive: true });
  value(await doctor.repair('workspace:thr_abc'));
  expect([box.read(`${at('api')}/a.txt`), box.git(at('api'), 'status', '--porcelain')]).toEqual(['done', '']);
});

test('a half-made worktree goes to the trash with all that is in it before it is made again', async () => {
  const { box, at, doctor, wrong, worktree } = await doctorWorld();
  box.write(`${at('api')}/found.txt`, 'mine');
  box.git('clone', 'worktree', 'lock', '--reason', 'initializing', worktree('api'));
  expect(await wrong()).toMatchObject([
    { id: 'workspace:thr_abc', text: expect.stringContaining('never finished') as string },
  ]);
  value(await doctor.repair('workspace:thr_abc'));
  expect(await wrong()).toEqual([]);
  const trash = readdirSync(box.at('data/trash'))[0] ?? '';
  expect(box.read(`data/trash/${trash}/0-api/found.txt`)).toBe('mine');
});

test('a folder that somebody else put in a worktree’s place is told, and never touched', async () => {
  const { box, at, doctor, wrong, worktree } = await doctorWorld();
  renameSync(worktree('api'), box.at('elsewhere'));
  mkdirSync(worktree('api'));
  box.write(`${at('api')}/theirs.txt`, 'theirs');
  expect((await wrong())[0]).not.toHaveProperty('repair');
  expect(await doctor.repair('workspace:thr_abc')).toMatchObject({ ok: false, error: { code: 'no-repair' } });
  expect(box.read(`${at('api')}/theirs.txt`)).toBe('theirs');
});

test.runIf(linux)(
  'a stranger on a thread’s port is told, and the thread gets other ports; its own server is no stranger',
  async () => {
    const { doctor, wrong, thread, worktree } = await doctorWorld();
    const listen = "require('net').createServer().listen(41003, '127.0.0.1', () => console.log('up'))";
    const own = spawn(process.execPath, ['-e', listen], { cwd: worktree('api'), stdio: ['ignore', 'pipe', 'ignore'] });
    onTestFinished(() => void own.kill('SIGKILL'));
    await new Promise((resolve) => own.stdout.once('data', resolve));
    expect(await wrong()).toEqual([]);
    const server = createServer();
    onTestFinished(() => void server.close());
    await new Promise<void>((resolve) => server.listen(41_005, '127.0.0.1', resolve));
    expect(await wrong()).toMatchObject([{ id: 'ports:thr_abc', text: expect.stringContaining(`41005`) as string }]);
    value(await doctor.repair('ports:thr_abc'));
    expect(thread().workspace).toMatchObject({ ports: { first: 41_010, count: 10 }, worktrees: [{}, {}] });
  },
);

test('a lock that a dead git left behind is moved to the trash; one of just now is not', async () => {
  const { box, doctor, wrong, ground } = await doctorWorld();
  box.write('clone/.git/index.lock', '');
  const lock = box.at('clone/.git/index.lock');
  const touched = (msAgo: number) => utimesSync(lock, (ground.now() - msAgo) / 1000, (ground.now() - msAgo) / 1000);
  touched(60_000);
  expect(await wrong()).toEqual([]);
  touched(3_600_000);
  expect(await wrong()).toMatchObject([{ id: 'locks:rep_api' }]);
  value(await doctor.repair('locks:rep_api'));
  expect([existsSync(lock), await wrong()]).toEqual([false, []]);
});

test('so is a lock on any branch, without which nothing can be committed or fetched there', async () => {
  const { box, doctor, wrong, ground } = await doctorWorld();
  const names = ['refs/heads/teatree/abc.lock', 'refs/remotes/origin/main.lock'].map((name) => `clone/.git/${name}`);
  for (const name of names) {
    box.write(name, '');
    utimesSync(box.at(name), ground.now() / 1000 - 3600, ground.now() / 1000 - 3600);
  }
  expect(await wrong()).toMatchObject([{ id: 'locks:rep_api', text: expect.stringContaining('2 locks') as string }]);
  value(await doctor.repair('locks:rep_api'));
  expect([names.some((name) => existsSync(box.at(name))), await wrong()]).toEqual([false, []]);
});

test.runIf(linux)('programs that outlived their thread are ended', async () => {
  const { doctor, wrong, drop } = await doctorWorld();
  const child = spawn('sleep', ['60'], { env: { ...process.env, TEATREE_RUN: 'checks:thr_abc' }, stdio: 'ignore' });
  const ended = new Promise((resolve) => child.once('exit', resolve));
  expect(await wrong()).toEqual([]);
  drop();
  expect(await wrong()).toMatchObject([{ id: 'programs:thr_abc', repair: 'End them' }]);
  value(await doctor.repair('programs:thr_abc'));
  await ended;
  expect(await wrong()).toEqual([]);
});

test('rights of others, kept damage, an old backup and left folders are told, and mended without deleting', async () => {
  const { box, doctor, wrong, yard, thread, drop, later, store, dataFolder, place } = await doctorWorld();
  const added: FactoryEvent = {
    type: 'thread.halted',
    thread: thread().thread,
    halt: 'paused',
    by: { who: 'person', via: 'cli' },
  };
  store.journal.append(1_800_000_000_000, [added]);
  drop();
  value(await yard.remove(thread(), true));
  box.write(`${place.scratch.slice(box.root.length + 1)}/x.txt`, 'left');
  box.write('data/damaged/2027-journal/reason.txt', 'torn');
  chmodSync(dataFolder, 0o755);
  later(4 * 86_400_000);
  expect((await wrong()).map(({ id }) => id).sort()).toEqual(['backups', 'damaged files', 'left folders', 'privacy']);
  for (const { id } of await wrong()) value(await doctor.repair(id));
  expect(await wrong()).toEqual([]);
  expect(statSync(dataFolder).mode & 0o777).toBe(0o700);
  expect(readdirSync(join(dataFolder, 'backups'))).toHaveLength(1);
  const trash = readdirSync(join(dataFolder, 'trash'), { recursive: true }).map(String);
  for (const kept of ['x.txt', 'reason.txt']) expect(trash.some((name) => name.endsWith(kept))).toBe(true);
});
