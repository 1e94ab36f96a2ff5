import { symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { RepoId } from '../../../core/ids.ts';
import type { Thread } from '../../../core/model/thread.ts';
import { parseDiff } from '../../../core/views/changes/diff.ts';
import { shownHunk } from '../../../core/views/changes/hunk-patch.ts';
import { value } from '../../git/testing/sandbox.ts';
import { checkpointWorld } from '../checkpoints/testing/checkpoint-world.ts';
import { changeDesk } from './desk.ts';

const repo = RepoId.parse('rep_api');

async function world() {
  const made = await checkpointWorld();
  const { box } = made;
  const desk = changeDesk({
    ...{
      dataFolder: box.at('data'),
      shelf: made.shelf(),
      editor: () => box.script('editor', `echo "$@" > '${box.at('opened')}'`),
    },
    ...{ repo: () => made.repo, precious: () => Promise.resolve([]) },
  });
  const look = async (thread: Thread, against: 'base' | 'uncommitted' | 'last-turn') => {
    const [read] = value(await desk.files(thread, against));
    if (!read?.between) throw new Error('Nothing was read');
    return { ...read, between: read.between, paths: read.files.map(({ path }) => path) };
  };
  return { ...made, desk, look };
}

test('the files as they are now are compared with the base, the last commit, or the beginning of the last turn', async () => {
  const { box, thread, look, save } = await world();
  box.commit('tree', { 'first.txt': 'one\n' });
  box.write('tree/left.txt', 'left by the first turn\n');
  await save('run-ended');
  const startedAt = 1_800_000_000_001;
  const turned: Thread = { ...thread(), runs: [{ startedAt } as Thread['runs'][number]] };
  box.write('tree/left.txt', 'changed by the second\n');
  box.write('tree/second.txt', 'two\n');
  expect((await look(turned, 'base')).paths).toEqual(['first.txt', 'left.txt', 'second.txt']);
  expect((await look(turned, 'uncommitted')).paths).toEqual(['left.txt', 'second.txt']);
  expect((await look(turned, 'last-turn')).paths).toEqual(['left.txt', 'second.txt']);
  expect((await look(turned, 'last-turn')).files[0]).toMatchObject({ added: 1, deleted: 1, state: 'modified' });
});

test('a look into a file shows what the list was made of, also when the file has changed since', async () => {
  const { box, desk, thread, look } = await world();
  box.write('tree/a.txt', 'one\nTWO\nthree\n');
  const { between, files } = await look(thread(), 'base');
  expect(files[0]?.blob, 'uncommitted content can be marked as viewed').toMatch(/^[0-9a-f]{40}$/);
  box.write('tree/a.txt', 'something else\n');
  const diff = value(await desk.diff(thread(), { repo, path: 'a.txt', between }));
  expect(diff.text).toContain('-two\n+TWO\n');
});

test('lines are found over all files, and paths outside the thread are not looked at', async () => {
  const { box, desk, thread, look } = await world();
  box.write('tree/deep/one.txt', 'x\nthe Needle\n');
  box.write('tree/a.txt', 'one\nneedle\nthree\n');
  const { between } = await look(thread(), 'base');
  const found = value(await desk.search(thread(), 'needle', [{ repo, ...between }]));
  expect(found.lines.map(({ path, line, kind }) => [path, line, kind])).toEqual([
    ['a.txt', 2, 'added'],
    ['deep/one.txt', 2, 'added'],
  ]);
  const elsewhere = await desk.search(thread(), 'needle', [{ repo: RepoId.parse('rep_other'), ...between }]);
  expect(elsewhere).toMatchObject({ ok: false, error: { code: 'repo-not-found' } });
});

test('a discarded hunk comes back with its checkpoint; while the agent is at work nothing is discarded', async () => {
  const { box, desk, thread, look, restore } = await world();
  box.write('tree/a.txt', 'one\nTWO\nthree\n');
  const { between } = await look(thread(), 'base');
  const { text } = value(await desk.diff(thread(), { repo, path: 'a.txt', between }));
  const [hunk] = parseDiff(text).hunks.map(shownHunk);
  const wish = { repo, path: 'a.txt', from: between.from, hunk };
  const working: Thread = { ...thread(), runs: [{ state: { kind: 'working' } } as unknown as Thread['runs'][number]] };
  expect(await desk.discard(working, wish)).toMatchObject({ ok: false, error: { code: 'run-alive' } });
  const { checkpoint } = value(await desk.discard(thread(), wish));
  expect(box.read('tree/a.txt')).toBe('one\ntwo\nthree\n');
  expect(await desk.discard(thread(), wish)).toMatchObject({ ok: false, error: { code: 'hunk-gone' } });
  await restore(checkpoint);
  expect(box.read('tree/a.txt')).toBe('one\nTWO\nthree\n');
});

test('the editor gets plain files of the worktree alone', async () => {
  const { box, desk, thread, tree } = await world();
  const open = (path: string) => desk.open(thread(), { repo, path, line: 3 });
  writeFileSync(box.at('outside.txt'), 'x');
  symlinkSync(box.at('outside.txt'), join(tree, 'link.txt'));
  symlinkSync(box.root, join(tree, 'folder link'));
  for (const path of ['link.txt', '../outside.txt', 'folder link/outside.txt', 'folder'])
    expect(await open(path), path).toMatchObject({ ok: false, error: { code: 'file-elsewhere' } });
  expect(await open('nowhere.txt')).toMatchObject({ ok: false, error: { code: 'file-missing' } });
  value(await open('a.txt'));
  expect(box.read('opened').trim()).toBe(join(tree, 'a.txt'));
});
