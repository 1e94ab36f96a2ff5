import { rmSync, symlinkSync } from 'node:fs';
import { expect, test } from 'vitest';
import { ok } from '../../../core/result.ts';
import { parseDiff } from '../../../core/views/changes/diff.ts';
import { patchOf, shownHunk } from '../../../core/views/changes/hunk-patch.ts';
import { diffText } from '../diff.ts';
import { status } from '../status.ts';
import { sandbox, value } from '../testing/sandbox.ts';
import { discardChange } from './discard.ts';
import { listCheckpoints } from './list.ts';
import { restoreCheckpoint } from './restore.ts';
import type { SaveOptions } from './save.ts';

const SAVE: SaveOptions = { thread: 'thr_1', number: 1, reason: 'discard', at: 1_800_000_000_000 };
const LINES = Array.from({ length: 40 }, (_, at) => `line ${String(at)}`);
const text = (changed: Readonly<Record<number, string>>, all = LINES) =>
  all.map((line, at) => changed[at] ?? line).join('\n');
type Box = ReturnType<typeof sandbox>;

async function hunksOf(box: Box, path: string) {
  const diff = value(await diffText(box.clone, { from: box.head('clone'), to: 'worktree', paths: [path] }));
  return parseDiff(diff.text).hunks;
}

async function discardHunk(box: Box, path: string, at: number) {
  const hunk = (await hunksOf(box, path))[at];
  if (!hunk) throw new Error(`${path} has no hunk ${String(at)}`);
  return discardChange(
    box.clone,
    { from: box.head('clone'), paths: [path], patch: (diff) => ok(patchOf(diff, shownHunk(hunk)) ?? '') },
    SAVE,
  );
}

async function undo(box: Box, number: number) {
  const before = value(await listCheckpoints(box.clone, 'thr_1')).find((each) => each.number === number);
  if (!before) throw new Error(`There is no checkpoint ${String(number)}`);
  value(await restoreCheckpoint(box.clone, before, { ...SAVE, number: number + 100, reason: 'restore' }));
}

test('one hunk goes, the others, other files and what is staged stay, and the checkpoint before brings it back', async () => {
  const box = sandbox();
  const name = 'ü "q"\t.txt';
  box.commit('clone', { [name]: text({}) });
  const changed = text({ 2: 'first', 20: 'second', 39: 'third, no newline' });
  box.write(`clone/${name}`, changed);
  box.write('clone/a.txt', 'staged\n');
  box.git('clone', 'add', 'a.txt');
  expect(await hunksOf(box, name)).toHaveLength(3);
  value(await discardHunk(box, name, 1));
  expect(box.read(`clone/${name}`)).toBe(text({ 2: 'first', 39: 'third, no newline' }));
  expect(box.git('clone', 'diff', '--cached', '--name-only')).toBe('a.txt');
  await undo(box, 1);
  expect(box.read(`clone/${name}`)).toBe(changed);
});

test('a file goes back to how it was, whatever became of it; what was staged of it goes with it', async () => {
  const box = sandbox();
  const from = box.commit('clone', {
    'gone.txt': 'gone\n',
    'moved.txt': text({}),
    'linked.txt': 'plain\n',
    'pic.bin': 'a\0b',
  });
  rmSync(box.at('clone/gone.txt'));
  box.git('clone', 'mv', 'moved.txt', 'to.txt');
  rmSync(box.at('clone/linked.txt'));
  symlinkSync('/etc/hostname', box.at('clone/linked.txt'));
  box.write('clone/pic.bin', 'a\0c');
  box.write('clone/new folder/new.txt', 'new\n');
  box.write('clone/a.txt', 'staged and discarded\n');
  box.git('clone', 'add', 'a.txt');
  const wishes = [
    ['gone.txt'],
    ['moved.txt', 'to.txt'],
    ['linked.txt'],
    ['pic.bin'],
    ['new folder/new.txt'],
    ['a.txt'],
  ];
  for (const [at, paths] of wishes.entries())
    value(await discardChange(box.clone, { from, paths }, { ...SAVE, number: at + 1 }));
  expect(value(await status(box.clone)).entries).toEqual([]);
  expect(box.read('clone/linked.txt')).toBe('plain\n');
  await undo(box, 6);
  expect(box.read('clone/a.txt')).toBe('staged and discarded\n');
});

test('what the branch has committed is taken back in the working tree alone', async () => {
  const box = sandbox();
  const from = box.head('clone');
  const head = box.commit('clone', { 'a.txt': 'one\nTWO\nthree\n', 'new.txt': 'x\n' });
  value(await discardChange(box.clone, { from, paths: ['a.txt'] }, SAVE));
  expect(box.read('clone/a.txt')).toBe('one\ntwo\nthree\n');
  expect(box.head('clone')).toBe(head);
  expect(value(await status(box.clone)).entries.map(({ path }) => path)).toEqual(['a.txt']);
});

test('nothing is written through a folder that became a link', async () => {
  const box = sandbox();
  const from = box.head('clone');
  box.write('outside/b.txt', 'not ours\n');
  rmSync(box.at('clone/folder'), { recursive: true });
  symlinkSync(box.at('outside'), box.at('clone/folder'));
  await discardChange(box.clone, { from, paths: ['folder/b.txt'] }, SAVE);
  expect(box.read('outside/b.txt')).toBe('not ours\n');
});

test('a file that git ignores by now is saved before it is overwritten', async () => {
  const box = sandbox();
  const from = box.commit('clone', { 'kept.txt': 'kept\n' });
  box.git('clone', 'rm', '-q', '--cached', 'kept.txt');
  box.commit('clone', { '.gitignore': 'kept.txt\n' });
  box.write('clone/kept.txt', 'ignored now\n');
  value(await discardChange(box.clone, { from, paths: ['kept.txt'] }, SAVE));
  expect(box.read('clone/kept.txt')).toBe('kept\n');
  await undo(box, 1);
  expect(box.read('clone/kept.txt')).toBe('ignored now\n');
});

test('a change that is gone already is said to be gone, and takes no checkpoint', async () => {
  const box = sandbox();
  const gone = await discardChange(box.clone, { from: box.head('clone'), paths: ['a.txt'] }, SAVE);
  expect(gone).toMatchObject({ ok: false, error: { code: 'nothing-to-discard' } });
  expect(value(await listCheckpoints(box.clone, 'thr_1'))).toEqual([]);
});
