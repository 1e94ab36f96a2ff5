import { mkdirSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { ok } from '../../../../core/result.ts';
import { value } from '../../../git/testing/sandbox.ts';
import { checkpointWorld } from '../../checkpoints/testing/checkpoint-world.ts';
import { look } from '../look.ts';
import { rememberLooks } from './remember-looks.ts';
import { watchTree } from './watch-tree.ts';

const onLinux = test.skipIf(process.platform !== 'linux');

async function world(precious: readonly string[] = []) {
  const made = await checkpointWorld();
  const { box, shelf, repo, thread } = made;
  const parts = {
    ...{ dataFolder: box.at('data'), shelf: shelf(), editor: () => '' },
    ...{ repo: () => repo, precious: () => Promise.resolve(precious) },
  };
  let looks = 0;
  const files = rememberLooks(parts, (asked, how) => {
    looks += 1;
    return look(parts, asked, how);
  });
  const paths = async (anew = false) =>
    value(await files(thread(), 'base', anew)).flatMap((each) => each.files.map(({ path }) => path));
  /** What is read, and how often git was asked for it. */
  const read = async (anew = false) => {
    const before = looks;
    return { paths: await paths(anew), asked: looks - before };
  };
  // The first begins to watch, the second is remembered.
  await paths();
  await paths();
  return { ...made, read };
}

onLinux('git is asked about a worktree only when something in it has changed', async () => {
  const { box, read, tree } = await world();
  expect(await read()).toEqual({ paths: [], asked: 0 });
  box.write('tree/a.txt', 'one\nTWO\nthree\n');
  expect(await read(), 'an edit').toEqual({ paths: ['a.txt'], asked: 1 });
  expect(await read()).toEqual({ paths: ['a.txt'], asked: 0 });
  box.write('tree/deep/new/one.txt', 'x\n');
  expect((await read()).paths, 'folders that came').toEqual(['a.txt', 'deep/new/one.txt']);
  await read();
  box.write('tree/deep/new/two.txt', 'x\n');
  expect((await read()).paths, 'a file in one of them').toContain('deep/new/two.txt');
  await read();
  renameSync(join(tree, 'deep'), join(tree, 'moved'));
  expect((await read()).paths, 'a folder that moved').toEqual(['a.txt', 'moved/new/one.txt', 'moved/new/two.txt']);
  await read();
  box.write('tree/moved/new/two.txt', 'y\n');
  expect((await read()).asked, 'what is in it is still seen').toBe(1);
});

onLinux(
  'whoever asks to look again is not given an earlier look, and later ones are remembered as before',
  async () => {
    const { box, read } = await world();
    expect(await read(true)).toEqual({ paths: [], asked: 1 });
    await read();
    expect(await read()).toEqual({ paths: [], asked: 0 });
    box.write('tree/a.txt', 'one\nTWO\nthree\n');
    expect(await read()).toEqual({ paths: ['a.txt'], asked: 1 });
  },
);

onLinux('commits, resets and staging are seen though no file of the worktree changes', async () => {
  const { box, read } = await world();
  box.commit('tree', { 'first.txt': 'one\n' });
  expect((await read()).paths).toEqual(['first.txt']);
  expect((await read()).asked).toBe(0);
  box.git('tree', 'commit', '-q', '--amend', '-m', 'Another name');
  expect((await read()).asked).toBe(1);
  box.git('tree', 'update-ref', 'refs/heads/teatree/abc-work', box.first);
  expect((await read()).asked).toBe(1);
});

test('where HEAD stood before is not believed once what git keeps has moved', async () => {
  const { box, thread, repo, shelf, tree } = await checkpointWorld();
  const parts = { dataFolder: box.at('data'), shelf: shelf(), editor: () => '' };
  const desk = { ...parts, repo: () => repo, precious: () => Promise.resolve([]) };
  const before = value(await look(desk, thread(), { against: 'uncommitted' }));
  const head = box.commit('tree', { 'first.txt': 'one\n' });
  const earlier = { standings: before.standings, changed: [join(tree, 'first.txt')] };
  const after = await look(desk, thread(), { against: 'base', earlier: { ...earlier, stillHolds: () => false } });
  expect(value(after).files[0]).toMatchObject({ head, between: { to: head } });
});

onLinux('what git ignores costs no look, until it is no more ignored', async () => {
  const { box, read } = await world();
  box.write('tree/.gitignore', 'dist/\n');
  box.write('tree/dist/built.js', 'x');
  await read();
  await read();
  await read();
  box.write('tree/dist/built.js', 'y');
  expect(await read()).toEqual({ paths: ['.gitignore'], asked: 0 });
  box.write('tree/.gitignore', 'other/\n');
  expect((await read()).paths).toEqual(['.gitignore', 'dist/built.js']);
  await read();
  await read();
  box.write('tree/dist/more.js', 'y');
  expect((await read()).paths).toContain('dist/more.js');
});

onLinux('ignored files that count as work are looked at as well', async () => {
  const { box, read } = await world(['data/*.db']);
  box.write('tree/.gitignore', 'data/\n');
  box.write('tree/data/one.db', 'x');
  await read();
  await read();
  await read();
  box.write('tree/data/two.db', 'x');
  expect((await read()).paths).toContain('data/two.db');
});

onLinux('a worktree that another one stands in the place of is looked at anew', async () => {
  const { box, read, tree } = await world();
  renameSync(tree, `${tree}.away`);
  mkdirSync(tree);
  box.write('tree/.git', box.read('tree.away/.git'));
  expect((await read()).paths, 'everything was deleted').toContain('a.txt');
  rmSync(`${tree}.away`, { recursive: true });
});

onLinux('a tree with more folders than may be watched is never taken for unchanged', async () => {
  const { tree } = await checkpointWorld();
  const few = await watchTree([tree], new Set(), 2);
  expect(await few.turn()).toBe(0);
  mkdirSync(join(tree, 'one', 'more'), { recursive: true });
  expect(await few.turn()).toBeUndefined();
  const fewer = await watchTree([tree], new Set(), 1);
  expect(await fewer.turn()).toBeUndefined();
  for (const watch of [few, fewer]) watch.stop();
});

onLinux('a watch names what changed after a turn, and says when it knows no more', async () => {
  const { box, tree } = await checkpointWorld();
  const watch = await watchTree([tree], new Set());
  const began = (await watch.turn()) ?? 0;
  box.write('tree/a.txt', 'two\n');
  const after = (await watch.turn()) ?? 0;
  expect(watch.changedSince(began)).toEqual([join(tree, 'a.txt')]);
  expect(watch.changedSince(after)).toEqual([]);
  for (let n = 0; n < 1001; n += 1) box.write(`tree/${String(n)}`, '');
  await watch.turn();
  expect(watch.changedSince(after)).toBeUndefined();
  watch.stop();
});

test('what was at the beginning of a turn is asked each time', async () => {
  const { box, thread, repo, shelf } = await checkpointWorld();
  let looks = 0;
  const parts = { dataFolder: box.at('data'), repo: () => repo, precious: () => Promise.resolve([]), shelf };
  const files = rememberLooks(parts, () => {
    looks += 1;
    return Promise.resolve(ok({ files: [], standings: new Map() }));
  });
  for (let n = 0; n < 4; n += 1) await files(thread(), 'last-turn');
  expect(looks).toBe(4);
});
