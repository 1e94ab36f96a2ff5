import { readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { value } from '../../git/testing/sandbox.ts';
import { thread as named } from '../testing/workspace-world.ts';
import { removalWorld } from './testing/removal-world.ts';
import { listTrash } from './trash.ts';

const minutes = 60_000;

/** A workspace that stands, though the record says only that preparing it failed. */
async function unfinishedWorld() {
  const world = await removalWorld();
  const failure = { code: 'setup-failed', message: 'api: The step install failed: exit 7' };
  world.record({ type: 'workspace.failed', thread: named.thread, failure });
  const left = () => [
    world.box.exists(world.path.slice(world.box.root.length)),
    world.worktreesOf('clone'),
    world.worktreesOf('web'),
  ];
  return { ...world, left };
}

test('what a failed set-up left of a dropped thread goes to the trash, with what its steps wrote, and comes back from it', async () => {
  const { box, yard, thread, at, drop, later, left, dataFolder } = await unfinishedWorld();
  box.write(`${at('api')}/made-by-a-step.txt`, 'x');
  later(11 * minutes);
  await yard.clearAway();
  expect(left(), 'while the thread may be resumed').toEqual([true, 2, 2]);
  drop();
  later(11 * minutes);
  await yard.clearAway();
  expect(left()).toEqual([false, 1, 1]);
  // The commands that drop its database are told the same ports as those that made it.
  expect((await listTrash(dataFolder))[0]?.note.ports).toEqual({ first: 41_000, count: 10 });
  value(await yard.restore(thread()));
  expect(box.read(`${at('api')}/made-by-a-step.txt`)).toBe('x');
});

test('the person may remove it at once, and what would be lost is listed as ever', async () => {
  const { box, yard, thread, at, drop, left } = await unfinishedWorld();
  box.write(`${at('api')}/made-by-a-step.txt`, 'x');
  drop();
  expect(await yard.list()).toContainEqual(expect.objectContaining({ state: 'removable', thread: named.thread }));
  expect(await yard.remove(thread(), false)).toMatchObject({
    error: { code: 'would-lose', message: expect.stringContaining('made-by-a-step.txt') as string },
  });
  value(await yard.remove(thread(), true));
  expect(left()).toEqual([false, 1, 1]);
});

test('worktrees that a crash left before all were made go as well: whole ones with their branches, a half-made one to the trash', async () => {
  const { box, yard, path, worktree, branchesOf, drop, later, left } = await unfinishedWorld();
  writeFileSync(join(path, '.teatree-owner.json'), JSON.stringify({ thread: named.thread, madeAt: 1 }));
  box.git('clone', 'worktree', 'lock', '--reason', 'initializing', worktree('api'));
  drop();
  later(11 * minutes);
  await yard.clearAway();
  expect(left()).toEqual([false, 1, 1]);
  expect([branchesOf('clone'), branchesOf('web')]).toEqual(['', '']);
  expect(box.git('clone', 'fsck')).toBe('');
  const kept = readdirSync(box.at('data/trash')).map((aside) => `data/trash/${aside}/0-api/a.txt`);
  expect(kept.filter(box.exists).map(box.read)).toEqual(['one\ntwo\nthree\n']);
});

test('a folder that bears another thread’s marker, or none, is nobody’s to remove', async () => {
  const { box, yard, path, drop, later } = await unfinishedWorld();
  writeFileSync(join(path, '.teatree-owner.json'), JSON.stringify({ thread: 'thr_other', madeAt: 1 }));
  drop();
  later(11 * minutes);
  await yard.clearAway();
  expect(box.exists(`${path.slice(box.root.length)}/api/a.txt`)).toBe(true);
});
