import { renameSync, rmSync, writeFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { diffFiles, diffText } from './diff.ts';
import { status } from './status.ts';
import { sandbox, value } from './testing/sandbox.ts';

const LONG = Array.from({ length: 40 }, (_, at) => `line ${at}`).join('\n');

test('files between two commits come with their state and their lines', async () => {
  const box = sandbox();
  const from = box.commit('clone', { 'long.txt': `${LONG}\n`, 'pic.bin': 'a\0b', 'ü "q"\t.txt': 'x\n' });
  box.git('clone', 'mv', 'long.txt', 'folder/moved.txt');
  box.git('clone', 'rm', '-q', 'folder/b.txt');
  const to = box.commit('clone', {
    ...{ 'folder/moved.txt': `${LONG}\nmore\n`, 'pic.bin': 'a\0c', 'new.txt': '1\n2\n', 'ü "q"\t.txt': 'y\n' },
  });
  const blob = expect.stringMatching(/^[0-9a-f]{40}$/) as string;
  expect(value(await diffFiles(box.clone, { from, to }))).toEqual([
    { path: 'folder/b.txt', oldPath: undefined, state: 'deleted', added: 0, deleted: 1, blob },
    { path: 'folder/moved.txt', oldPath: 'long.txt', state: 'renamed', added: 1, deleted: 0, blob },
    { path: 'new.txt', oldPath: undefined, state: 'added', added: 2, deleted: 0, blob },
    { path: 'pic.bin', oldPath: undefined, state: 'modified', added: undefined, deleted: undefined, blob },
    { path: 'ü "q"\t.txt', oldPath: undefined, state: 'modified', added: 1, deleted: 1, blob },
  ]);
  const moved = value(await diffText(box.clone, { from, to, paths: ['long.txt', 'folder/moved.txt'] }));
  expect(moved.text).toMatch(/^diff --git a\/long.txt b\/folder\/moved.txt\n[^]*rename from long.txt\n[^]*\+more\n$/);
  const cut = value(await diffText(box.clone, { from, to, maxBytes: 100 }));
  expect(cut).toMatchObject({ truncated: true });
  expect(cut.text).toHaveLength(100);
});

test('the working tree is compared with untracked files, and neither index nor ignored files are touched', async () => {
  const box = sandbox();
  const from = box.commit('clone', { '.gitignore': 'ignored.txt\n' });
  writeFileSync(box.at('clone/a.txt'), 'one\nTWO\nthree\n');
  box.git('clone', 'add', 'a.txt');
  rmSync(box.at('clone/folder/b.txt'));
  box.write('clone/new folder/*.txt', '1\n2\n3\n');
  box.write('clone/ignored.txt', 'x');
  box.git('clone', 'init', '-q', 'nested');
  const before = value(await status(box.clone));
  const blob = expect.stringMatching(/^[0-9a-f]{40}$/) as string;
  expect(value(await diffFiles(box.clone, { from, to: 'worktree' }))).toEqual([
    { path: 'a.txt', oldPath: undefined, state: 'modified', added: 1, deleted: 1, blob },
    { path: 'folder/b.txt', oldPath: undefined, state: 'deleted', added: 0, deleted: 1, blob },
    { path: 'new folder/*.txt', oldPath: undefined, state: 'added', added: 3, deleted: 0, blob },
  ]);
  const { text } = value(await diffText(box.clone, { from, to: 'worktree', paths: ['new folder/*.txt'] }));
  expect(text).toMatch(/new file mode 100644\n[^]*\+1\n\+2\n\+3\n$/);
  expect(value(await status(box.clone))).toEqual(before);
});

test('the status tells staged, unstaged, renamed and untracked files apart', async () => {
  const box = sandbox();
  renameSync(box.at('clone/folder/b.txt'), box.at('clone/folder/c d.txt'));
  box.git('clone', 'add', '-A');
  box.write('clone/a.txt', 'changed');
  box.write('clone/new.txt', '');
  expect(value(await status(box.clone))).toEqual({
    ...{ branch: 'main', head: box.first, clean: false },
    entries: [
      { path: 'a.txt', oldPath: undefined, kind: 'changed', staged: false, unstaged: true },
      { path: 'folder/c d.txt', oldPath: 'folder/b.txt', kind: 'renamed', staged: true, unstaged: false },
      { path: 'new.txt', oldPath: undefined, kind: 'untracked', staged: false, unstaged: true },
    ],
  });
});
