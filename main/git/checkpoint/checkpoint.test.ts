import { chmodSync, readFileSync, rmSync, symlinkSync, utimesSync, writeFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { status } from '../status.ts';
import { sandbox, value } from '../testing/sandbox.ts';
import { addWorktree } from '../worktree.ts';
import { deleteCheckpoints, listCheckpoints, sizeOf } from './list.ts';
import { restoreCheckpoint } from './restore.ts';
import { saveCheckpoint, type SaveOptions } from './save.ts';

const SAVE: SaveOptions = { thread: 'thr_1', number: 1, reason: 'kill', at: 1_800_000_000_000 };
const EMPTY_TREE_LISTING = ['.gitignore', 'a.txt', 'folder/b.txt'];
type Box = ReturnType<typeof sandbox>;

/** The only checkpoint of a number. */
async function saved(box: Box, options: Partial<SaveOptions> = {}) {
  const { number } = { ...SAVE, ...options };
  value(await saveCheckpoint(box.clone, { ...SAVE, ...options }));
  return found(box, number);
}

async function found(box: Box, number: number) {
  const one = value(await listCheckpoints(box.clone, 'thr_1')).find((each) => each.number === number);
  if (!one) throw new Error(`There is no checkpoint ${String(number)}`);
  return one;
}

const filesOf = (box: Box, commit: string) => box.git('clone', 'ls-tree', '-r', '--name-only', commit).split('\n');
const wipe = (box: Box) => {
  box.git('clone', 'reset', '-q', '--hard');
  box.git('clone', 'clean', '-qffd');
};

test('staged, unstaged, deleted and untracked work is saved without touching index or stash, and comes back', async () => {
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
  const checkpoint = await saved(box);
  expect(readFileSync(box.at('clone/.git/index')).equals(index)).toBe(true);
  expect(value(await status(box.clone))).toEqual(before);
  expect(box.git('clone', 'stash', 'list')).toBe('');

  wipe(box);
  value(await restoreCheckpoint(box.clone, checkpoint, { ...SAVE, number: 2 }));
  expect(value(await status(box.clone))).toEqual(before);
  expect(box.read('clone/a.txt')).toBe('staged\nand more\n');
  expect(box.git('clone', 'show', ':a.txt')).toBe('staged');
  expect(box.read('clone/new ü/[x].txt')).toBe('new\n');
});

test('a restore over work that nobody saved keeps that work as a checkpoint of its own', async () => {
  const box = sandbox();
  box.write('clone/a.txt', 'first state\n');
  const checkpoint = await saved(box);
  box.write('clone/a.txt', 'second state\n');
  box.write('clone/only-now.txt', 'now\n');
  expect(value(await restoreCheckpoint(box.clone, checkpoint, { ...SAVE, number: 2 }))).toEqual({
    before: 2,
    left: [],
  });
  expect(box.read('clone/a.txt')).toBe('first state\n');
  expect(box.exists('clone/only-now.txt')).toBe(false);
  value(await restoreCheckpoint(box.clone, await found(box, 2), { ...SAVE, number: 3 }));
  expect(box.read('clone/a.txt')).toBe('second state\n');
  expect(box.read('clone/only-now.txt')).toBe('now\n');
});

test('what was ignored until a restore stays as it is, and the restore names it', async () => {
  const box = sandbox();
  box.write('clone/a.txt', 'before the rule\n');
  const checkpoint = await saved(box);
  box.write('clone/.gitignore', 'bin\n');
  box.write('clone/bin', 'built');
  const { left } = value(await restoreCheckpoint(box.clone, checkpoint, { ...SAVE, number: 2 }));
  expect(left).toEqual(['bin']);
  expect(box.read('clone/bin')).toBe('built');
  expect(box.exists('clone/.gitignore')).toBe(false);
});

test('a file that hides from git does not stand in the way of the folder that was there', async () => {
  const box = sandbox();
  const checkpoint = await saved(box);
  rmSync(box.at('clone/folder'), { recursive: true });
  box.write('clone/folder', 'a file');
  box.git('clone', 'add', 'folder');
  box.git('clone', 'update-index', '--assume-unchanged', 'folder');
  value(await restoreCheckpoint(box.clone, checkpoint, { ...SAVE, number: 2 }));
  expect(value(await status(box.clone)).clean).toBe(true);
});

test('an edit of the same length in the second of the last `git add` is in the checkpoint', async () => {
  const box = sandbox();
  const second = Math.floor(Date.now() / 1000) - 100;
  box.write('clone/a.txt', 'AAAA\n');
  utimesSync(box.at('clone/a.txt'), second, second);
  box.git('clone', 'add', 'a.txt');
  writeFileSync(box.at('clone/a.txt'), 'BBBB\n');
  utimesSync(box.at('clone/a.txt'), second, second);
  utimesSync(box.at('clone/.git/index'), second, second);
  const { commit } = await saved(box);
  expect(box.git('clone', 'show', `${commit}:a.txt`)).toBe('BBBB');
});

test('files that git was told not to look at are looked at', async () => {
  const box = sandbox();
  box.git('clone', 'update-index', '--assume-unchanged', 'a.txt');
  box.git('clone', 'update-index', '--skip-worktree', 'folder/b.txt');
  box.write('clone/a.txt', 'hidden edit\n');
  box.write('clone/folder/b.txt', 'hidden too\n');
  const { commit } = await saved(box);
  expect(box.git('clone', 'show', `${commit}:a.txt`)).toBe('hidden edit');
  expect(box.git('clone', 'show', `${commit}:folder/b.txt`)).toBe('hidden too');
});

test('modes, links and binary files come back as they were', async () => {
  const box = sandbox();
  const bytes = Buffer.from([0, 255, 13, 10, 0, 128]);
  writeFileSync(box.at('clone/bin'), bytes);
  box.write('clone/run.sh', '#!/bin/sh\n');
  chmodSync(box.at('clone/run.sh'), 0o755);
  symlinkSync('../somewhere', box.at('clone/link'));
  const checkpoint = await saved(box);
  wipe(box);
  value(await restoreCheckpoint(box.clone, checkpoint, { ...SAVE, number: 2 }));
  expect(readFileSync(box.at('clone/bin')).equals(bytes)).toBe(true);
  expect(box.git('clone', 'ls-tree', checkpoint.commit, 'run.sh', 'link')).toMatch(/^120000.*link\n100755.*run\.sh$/s);
  expect(box.git('clone', 'status', '--porcelain')).toBe('?? bin\n?? link\n?? run.sh');
});

test('work in the middle of a conflicting merge is saved, and comes back unstaged', async () => {
  const box = sandbox();
  box.git('clone', 'checkout', '-q', '-b', 'side');
  box.commit('clone', { 'a.txt': 'side\n' });
  box.git('clone', 'checkout', '-q', 'main');
  box.commit('clone', { 'a.txt': 'main\n' });
  expect(() => box.git('clone', 'merge', '-q', 'side')).toThrow();
  const checkpoint = await saved(box);
  expect(box.git('clone', 'show', `${checkpoint.commit}:a.txt`)).toContain('<<<<<<<');
  expect(value(await status(box.clone)).entries).toMatchObject([{ kind: 'unmerged' }]);
  wipe(box);
  value(await restoreCheckpoint(box.clone, checkpoint, { ...SAVE, number: 2 }));
  expect(box.read('clone/a.txt')).toContain('<<<<<<<');
  expect(box.git('clone', 'diff', '--cached', '--name-only')).toBe('');
});

test('the files of untracked repositories inside are saved, as deep as they go, and named', async () => {
  const box = sandbox();
  box.git('clone', 'init', '-q', 'inner');
  box.git('clone', 'init', '-q', 'inner/deep');
  box.write('clone/inner/x.txt', 'x');
  box.write('clone/inner/deep/y.txt', 'y');
  const checkpoint = await saved(box);
  expect(checkpoint.note.nested).toEqual(['inner/']);
  expect(filesOf(box, checkpoint.commit)).toEqual(['a.txt', 'folder/b.txt', 'inner/deep/y.txt', 'inner/x.txt']);
  rmSync(box.at('clone/inner'), { recursive: true });
  value(await restoreCheckpoint(box.clone, checkpoint, { ...SAVE, number: 2 }));
  expect(box.read('clone/inner/deep/y.txt')).toBe('y');
});

test('a submodule is saved as the commit it stands at, with a note, and a restore leaves its files alone', async () => {
  const box = sandbox();
  box.git('clone', '-c', 'protocol.file.allow=always', 'submodule', 'add', '-q', box.remote, 'lib');
  box.commit('clone', {}, 'with a submodule');
  const commit = box.commit('clone/lib', { 'own.txt': 'in the submodule' });
  const checkpoint = await saved(box);
  expect(checkpoint.note.submodules).toEqual([{ path: 'lib', commit: box.first }]);
  expect(box.git('clone', 'ls-tree', checkpoint.commit, 'lib')).toContain(`160000 commit ${commit}`);
  box.git('clone/lib', 'checkout', '-q', box.first);
  const { left } = value(await restoreCheckpoint(box.clone, checkpoint, { ...SAVE, number: 2 }));
  expect(left).toEqual(['lib']);
  expect(box.head('clone/lib')).toBe(box.first);
});

test('ignored files that the repo calls precious are saved and come back; other ignored ones stay where they are', async () => {
  const box = sandbox();
  box.commit('clone', { '.gitignore': '*.db\nbuild/\n' });
  box.write('clone/deep/work.db', 'rows');
  box.write('clone/build/out', 'x');
  const checkpoint = await saved(box, { precious: ['**/*.db'] });
  expect(filesOf(box, checkpoint.commit)).toEqual([...EMPTY_TREE_LISTING.slice(0, 2), 'deep/work.db', 'folder/b.txt']);
  box.write('clone/deep/work.db', 'other rows');
  value(await restoreCheckpoint(box.clone, checkpoint, { ...SAVE, number: 2 }));
  expect(box.read('clone/deep/work.db')).toBe('rows');
  expect(box.read('clone/build/out')).toBe('x');
  expect(box.git('clone', 'show', `${(await found(box, 2)).commit}:deep/work.db`)).toBe('other rows');
});

test('a file that became ignored meanwhile is kept before it is replaced', async () => {
  const box = sandbox();
  box.write('clone/notes', 'then');
  const checkpoint = await saved(box);
  box.write('clone/.gitignore', 'notes\n');
  box.write('clone/notes', 'now');
  value(await restoreCheckpoint(box.clone, checkpoint, { ...SAVE, number: 2 }));
  expect(box.read('clone/notes')).toBe('then');
  expect(box.git('clone', 'show', `${(await found(box, 2)).commit}:notes`)).toBe('now');
});

test('a file too big to keep is left out by name, stays where it is, and does not stop the rest', async () => {
  const box = sandbox();
  box.write('clone/huge', 'x'.repeat(2000));
  box.write('clone/small', 'x');
  const checkpoint = await saved(box, { maxFile: 1000 });
  expect(checkpoint.note.leftOut).toEqual([{ path: 'huge', why: 'too-big' }]);
  expect(filesOf(box, checkpoint.commit)).toEqual(['a.txt', 'folder/b.txt', 'small']);
  value(await restoreCheckpoint(box.clone, checkpoint, { ...SAVE, number: 2, maxFile: 1000 }));
  expect(box.exists('clone/huge')).toBe(true);
});

test('what is as it was at the last checkpoint, or clean at the base, is not saved again', async () => {
  const box = sandbox();
  expect(value(await saveCheckpoint(box.clone, { ...SAVE, base: box.first }))).toMatchObject({ commit: undefined });
  box.write('clone/a.txt', 'edit\n');
  const last = await saved(box);
  const again = () => saveCheckpoint(box.clone, { ...SAVE, number: 2, last });
  expect(value(await again())).toMatchObject({ commit: undefined, clean: false });
  box.git('clone', 'add', 'a.txt');
  expect(value(await again()).commit).toBeDefined();
});

test('two that take the same number never replace each other', async () => {
  const box = sandbox();
  const first = await saved(box);
  box.write('clone/a.txt', 'edit\n');
  expect(await saveCheckpoint(box.clone, SAVE)).toMatchObject({ ok: false });
  expect((await found(box, 1)).commit).toBe(first.commit);
});

test('a repository before its first commit can be saved', async () => {
  const box = sandbox();
  box.git('.', 'init', '-q', 'young');
  box.write('young/x.txt', 'x\n');
  const { commit } = value(await saveCheckpoint(box.at('young'), SAVE));
  expect(box.git('young', 'show', `${String(commit)}:x.txt`)).toBe('x');
});

test('what checkpoints alone keep is measured, and forgotten ones are gone', async () => {
  const box = sandbox();
  const tree = box.at('tree');
  value(await addWorktree(box.clone, { path: tree, branch: 'teatree/x', base: box.first }));
  expect(value(await sizeOf(box.clone, []))).toBe(0);
  writeFileSync(box.at('tree/blob'), Buffer.from(Array.from({ length: 5000 }, (_, at) => (at * 7919) % 251)));
  value(await saveCheckpoint(tree, SAVE));
  const all = value(await listCheckpoints(box.clone));
  expect(value(await sizeOf(box.clone, all))).toBeGreaterThan(200);
  value(await deleteCheckpoints(box.clone, all));
  expect(value(await listCheckpoints(box.clone))).toEqual([]);
});

test('a ref that is no checkpoint of ours is passed over', async () => {
  const box = sandbox();
  box.git('clone', 'update-ref', 'refs/teatree/checkpoints/thr_1/1', 'HEAD');
  box.git('clone', 'update-ref', 'refs/teatree/checkpoints/old/style/run_x', 'HEAD');
  expect(value(await listCheckpoints(box.clone))).toEqual([]);
});
