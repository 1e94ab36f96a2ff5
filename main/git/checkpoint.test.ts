import { readFileSync, rmSync } from 'node:fs';
import { expect, test } from 'vitest';
import { readCheckpoint, restoreCheckpoint, saveCheckpoint } from './checkpoint.ts';
import { status } from './status.ts';
import { sandbox, value } from './testing/sandbox.ts';

const SAVE = { name: 'thr_1/clone/1', message: 'before kill', at: 1_800_000_000_000 };

test('staged, unstaged, deleted and untracked work is saved and comes back as it was', async () => {
  const box = sandbox();
  box.commit('clone', { '.gitignore': 'ignored/\n', 'gone.txt': 'x' });
  box.write('clone/a.txt', 'staged\n');
  box.git('clone', 'add', 'a.txt');
  box.write('clone/a.txt', 'staged\nand more\n');
  rmSync(box.at('clone/gone.txt'));
  box.write('clone/new ü/[x].txt', 'new\n');
  box.write('clone/ignored/big', 'x');
  const before = value(await status(box.clone));
  const index = readFileSync(box.at('clone/.git/index'));

  const saved = value(await saveCheckpoint(box.clone, SAVE));
  expect(saved).toMatchObject({ ref: 'refs/teatree/checkpoints/thr_1/clone/1', clean: false, skipped: [] });
  expect(value(await readCheckpoint(box.clone, SAVE.name))).toBe(saved.commit);
  expect(readFileSync(box.at('clone/.git/index')).equals(index)).toBe(true);
  expect(value(await status(box.clone))).toEqual(before);
  expect(box.git('clone', 'stash', 'list')).toBe('');

  expect(await restoreCheckpoint(box.clone, saved.commit)).toMatchObject({ error: { code: 'worktree-dirty' } });
  box.git('clone', 'reset', '-q', '--hard');
  box.git('clone', 'clean', '-qfd');
  value(await restoreCheckpoint(box.clone, saved.commit));
  expect(value(await status(box.clone))).toEqual(before);
  expect(box.read('clone/a.txt')).toBe('staged\nand more\n');
  expect(box.git('clone', 'show', ':a.txt')).toBe('staged');
  expect(box.read('clone/new ü/[x].txt')).toBe('new\n');
});

test('work in the middle of a conflicting merge is saved too', async () => {
  const box = sandbox();
  box.git('clone', 'checkout', '-q', '-b', 'side');
  box.commit('clone', { 'a.txt': 'side\n' });
  box.git('clone', 'checkout', '-q', 'main');
  box.commit('clone', { 'a.txt': 'main\n' });
  expect(() => box.git('clone', 'merge', '-q', 'side')).toThrow();
  const saved = value(await saveCheckpoint(box.clone, SAVE));
  expect(box.git('clone', 'show', `${saved.commit}:a.txt`)).toContain('<<<<<<<');
  expect(value(await status(box.clone)).entries).toMatchObject([{ kind: 'unmerged' }]);
});

test('an untracked repository inside cannot be saved and is reported', async () => {
  const box = sandbox();
  box.git('clone', 'init', '-q', 'inner');
  box.write('clone/inner/x', 'x');
  box.write('clone/new.txt', 'x');
  const saved = value(await saveCheckpoint(box.clone, SAVE));
  expect(saved).toMatchObject({ skipped: ['inner/'], clean: false });
  expect(box.git('clone', 'ls-tree', '--name-only', saved.commit).split('\n')).toEqual(['a.txt', 'folder', 'new.txt']);
});

test('a repository before its first commit can be saved', async () => {
  const box = sandbox();
  box.git('.', 'init', '-q', 'young');
  box.write('young/x.txt', 'x\n');
  const saved = value(await saveCheckpoint(box.at('young'), SAVE));
  expect(box.git('young', 'show', `${saved.commit}:x.txt`)).toBe('x');
});

test('a clean worktree is saved as clean, and an unknown checkpoint is no checkpoint', async () => {
  const box = sandbox();
  expect(value(await saveCheckpoint(box.clone, SAVE))).toMatchObject({ clean: true });
  expect(value(await readCheckpoint(box.clone, 'other'))).toBe(undefined);
});
