import { expect, test } from 'vitest';
import type { Report } from '../../core/loop/command.ts';
import { land } from './land.ts';
import { makeLandingWorld } from './testing/landing-world.ts';
import type { LandingWorld } from './testing/landing-world.ts';

const ended = (world: LandingWorld) => world.reports.findLast((event) => event.type === 'landing.ended');
const merges = async (world: LandingWorld, name: string) =>
  (await world.remoteLog(name)).split('\n').filter((subject) => subject.startsWith('Land:')).length;

test('a change set lands on all its targets, the provider first', async () => {
  const world = await makeLandingWorld();
  await land(world.desk(world.begin()));
  expect(ended(world)).toMatchObject({ outcome: 'landed' });
  const pushed = world.reports.flatMap((event) => (event.type === 'landing.pushed' ? [event.repo] : []));
  expect(pushed).toEqual(['rep_lib', 'rep_web', 'rep_cli']);
  for (const { name } of world.repos) expect(await world.remoteFile(name, 'a.txt')).toBe('two');
  expect(world.checks()).toBe(0);
});

test('each push is claimed in the journal before the remote moves', async () => {
  const world = await makeLandingWorld();
  world.use({
    async onReport(event) {
      if (event.type === 'landing.push-claimed') expect(await merges(world, event.repo.slice(4))).toBe(0);
      if (event.type === 'landing.pushed') expect(await merges(world, event.repo.slice(4))).toBe(1);
    },
  });
  await land(world.desk(world.begin()));
  expect(ended(world)).toMatchObject({ outcome: 'landed' });
});

test('a target that moved since the checks is merged and checked again, and the stranger’s commit stays', async () => {
  const world = await makeLandingWorld();
  await world.strangerPushes('web', 'b.txt', 'theirs\n');
  await land(world.desk(world.begin()));
  expect(ended(world)).toMatchObject({ outcome: 'landed' });
  expect(world.checks()).toBe(1);
  expect([await world.remoteFile('web', 'b.txt'), await world.remoteFile('web', 'a.txt')]).toEqual(['theirs', 'two']);
});

test('a target that moves between the claim and the push is never overwritten', async () => {
  const world = await makeLandingWorld();
  let moved = false;
  world.use({
    async onReport(event) {
      if (event.type !== 'landing.push-claimed' || event.repo !== 'rep_web' || moved) return;
      moved = true;
      await world.strangerPushes('web', 'b.txt', 'theirs\n');
    },
  });
  await land(world.desk(world.begin()));
  expect(ended(world)).toMatchObject({ outcome: 'landed' });
  expect([await world.remoteFile('web', 'b.txt'), await world.remoteFile('web', 'a.txt'), world.checks()]).toEqual([
    'theirs',
    'two',
    1,
  ]);
});

test('a moved target whose merge fails its checks refuses the landing, and nothing is pushed', async () => {
  const world = await makeLandingWorld();
  await world.strangerPushes('cli', 'b.txt', 'theirs\n');
  world.use({ check: () => Promise.resolve({ green: false, reason: 'test failed in cli' }) });
  await land(world.desk(world.begin()));
  expect(ended(world)).toMatchObject({ outcome: 'refused', cause: 'checks' });
  expect(await merges(world, 'lib')).toBe(0);
});

test('a conflict with the target refuses the landing and names the file', async () => {
  const world = await makeLandingWorld();
  await world.strangerPushes('web', 'a.txt', 'theirs\n');
  await land(world.desk(world.begin()));
  expect(ended(world)).toMatchObject({
    outcome: 'refused',
    cause: 'conflict',
    reason: expect.stringContaining('a.txt') as string,
  });
  expect(await merges(world, 'lib')).toBe(0);
});

test('when the second remote rejects, the first is reverted under the same landing and the state says so', async () => {
  const world = await makeLandingWorld();
  await world.refusePushes('web');
  await land(world.desk(world.begin()));
  expect(ended(world)).toMatchObject({
    outcome: 'reverted',
    cause: 'rejected',
    reason: expect.stringContaining('policy: frozen') as string,
  });
  expect(await world.remoteFile('lib', 'a.txt')).toBe('one');
  expect((await world.remoteLog('lib')).split('\n').slice(0, 2)).toEqual(['Revert: Rename it', 'Land: Rename it']);
  expect([await merges(world, 'web'), await merges(world, 'cli')]).toEqual([0, 0]);
});

test('when the third rejects, both earlier ones are reverted, last first', async () => {
  const world = await makeLandingWorld();
  await world.refusePushes('cli');
  await land(world.desk(world.begin()));
  const order = world.reports.flatMap((event) => (event.type === 'landing.reverted' ? [event.repo] : []));
  expect(order).toEqual(['rep_web', 'rep_lib']);
  expect(ended(world)).toMatchObject({ outcome: 'reverted' });
});

test('a revert that the remote refuses as well is said to be partly landed, and where', async () => {
  const world = await makeLandingWorld();
  await world.refusePushes('lib', 1);
  await world.refusePushes('web');
  await land(world.desk(world.begin()));
  expect(ended(world)).toMatchObject({
    outcome: 'partly-landed',
    reason: expect.stringContaining('still landed in lib') as string,
  });
});

test('a change set that was taken back can be landed again', async () => {
  const world = await makeLandingWorld();
  await world.refusePushes('web');
  const first = world.desk(world.begin(1));
  await land(first);
  const step = Object.values(first.read().steps).find(({ kind }) => kind === 'reverted');
  if (step?.kind !== 'reverted') throw new Error('the first landing was not reverted');
  await world.refusePushes('web', 99);
  const again = world.desk(world.begin(2), (repo) => (repo.name === 'lib' ? { ...repo, reverted: step } : repo));
  await land(again);
  expect(ended(world)).toMatchObject({ outcome: 'landed' });
  for (const { name } of world.repos) expect(await world.remoteFile(name, 'a.txt')).toBe('two');
});

class Crash extends Error {}

/** Lets the process "die" right after its n-th report is on disk, then starts it again until the landing has ended. */
async function landWithCrashAt(world: LandingWorld, n: number): Promise<void> {
  let reports = 0;
  const landing = world.begin();
  world.use({
    onReport(_event: Report) {
      reports += 1;
      return reports === n ? Promise.reject(new Crash()) : Promise.resolve();
    },
  });
  try {
    await land(world.desk(landing));
  } catch (error) {
    if (!(error instanceof Crash)) throw error;
    if (!world.desk(landing).read().ended) await land(world.desk(landing));
  }
}

test(
  'a crash after any recorded step is resumed: every repo lands once, none is pushed twice',
  { timeout: 120_000 },
  async () => {
    for (let n = 1; n <= 10; n += 1) {
      const world = await makeLandingWorld();
      await landWithCrashAt(world, n);
      expect(ended(world)).toMatchObject({ outcome: 'landed' });
      for (const { name } of world.repos) expect(await merges(world, name)).toBe(1);
    }
  },
);

test(
  'a crash after any step of taking back is resumed: the first repo is reverted once',
  { timeout: 120_000 },
  async () => {
    for (let n = 4; n <= 10; n += 1) {
      const world = await makeLandingWorld();
      await world.refusePushes('web');
      await landWithCrashAt(world, n);
      expect(ended(world)).toMatchObject({ outcome: 'reverted' });
      const log = (await world.remoteLog('lib')).split('\n');
      expect(log.filter((subject) => subject.startsWith('Revert:'))).toHaveLength(1);
      expect(await world.remoteFile('lib', 'a.txt')).toBe('one');
    }
  },
);
