import { cpSync, existsSync, mkdirSync, mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { sandbox, value } from '../testing/sandbox.ts';
import { addWorktree } from '../worktree.ts';
import { registerAgain, registrationOf, unregister } from './registration.ts';

const elsewhere = '/dev/shm';
const onTwoDisks = test.skipIf(!existsSync(elsewhere) || statSync(elsewhere).dev === statSync(tmpdir()).dev);

/** A worktree, and a place on another disk for what its clone knows of it. */
async function twoDisks() {
  const box = sandbox();
  const worktree = { path: box.at('tree'), branch: 'teatree/x', base: box.first };
  value(await addWorktree(box.clone, worktree));
  box.write('tree/staged.txt', 'staged');
  box.git('tree', 'add', 'staged.txt');
  const { folder } = value(await registrationOf(box.clone, worktree.path));
  const away = mkdtempSync(join(elsewhere, 'teatree-'));
  onTestFinished(() => rmSync(away, { recursive: true }));
  const kept = join(away, 'git', 'x');
  const listed = () => box.git('clone', 'worktree', 'list').includes(worktree.path);
  return { ...box, folder, worktree: worktree.path, kept, listed };
}

onTwoDisks('a worktree goes off the list and back, with what was staged, wherever it was cut short', async () => {
  const { git, folder, worktree, kept, listed } = await twoDisks();
  // A copy that was cut before its end, of this version and of an earlier one.
  mkdirSync(join(kept, '..', '..', 'x.moving'), { recursive: true });
  mkdirSync(kept, { recursive: true });
  cpSync(join(folder, 'gitdir'), join(kept, 'gitdir'));
  await unregister({ folder, halfMade: false }, kept);
  expect([existsSync(folder), listed()]).toEqual([false, false]);
  // What was copied whole, and not quite deleted where it was.
  mkdirSync(folder);
  cpSync(join(kept, 'gitdir'), join(folder, 'gitdir'));
  await unregister({ folder, halfMade: false }, kept);
  expect(existsSync(folder)).toBe(false);
  // On the way back: it has arrived, and is still there where it came from.
  cpSync(kept, folder, { recursive: true });
  value(await registerAgain({ folder, worktree }, kept));
  expect([existsSync(kept), listed()]).toEqual([false, true]);
  expect(git('tree', 'status', '--porcelain')).toBe('A  staged.txt');
});

onTwoDisks('a registration that is another worktree’s by now is never taken', async () => {
  const { folder, kept, worktree, git, at } = await twoDisks();
  await unregister({ folder, halfMade: false }, kept);
  git('clone', 'worktree', 'add', '-q', '-b', 'other', at('other', 'tree'));
  expect(await registerAgain({ folder, worktree }, kept)).toMatchObject({ error: { code: 'registration-taken' } });
  expect(existsSync(join(kept, 'index'))).toBe(true);
});
