import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { FileChange } from '../../model/file-change.ts';
import { foldersAbove, inTreeOrder, treeRows } from './file-tree.ts';

const file = (path: string): FileChange => ({
  ...{ path, oldPath: undefined, state: 'modified', added: 2, deleted: 1, blob: undefined },
});
const shown = (paths: readonly string[], closed: readonly string[] = []) =>
  treeRows(paths.map(file), new Set(closed)).map((row) =>
    row.kind === 'file'
      ? `${' '.repeat(row.depth)}${row.change.path}`
      : `${' '.repeat(row.depth)}${row.open ? 'v' : '>'} ${row.name} ${String(row.files)} +${String(row.added)} -${String(row.deleted)}`,
  );

test('folders tell of all that lies below them, and steps without a choice are one row', () => {
  expect(shown(['src/a/deep/x.ts', 'src/a/deep/y.ts', 'src/b.ts', 'package.json'])).toEqual([
    'package.json',
    'v src 3 +6 -3',
    ' src/b.ts',
    ' v a/deep 2 +4 -2',
    '  src/a/deep/x.ts',
    '  src/a/deep/y.ts',
  ]);
});

test('what lies in a closed folder is left out, and counted', () => {
  expect(shown(['src/a/x.ts', 'src/b.ts', 'z/z.ts'], ['src'])).toEqual(['> src 2 +4 -2', 'v z 1 +2 -1', ' z/z.ts']);
});

const name = fc.constantFrom('a', 'b', '-', '__proto__', 'a.ts', 'ü');
const path = fc.array(name, { minLength: 1, maxLength: 4 }).map((names) => names.join('/'));

test('every file stands in the tree once, below exactly the folders it lies in, whatever the names', () => {
  fc.assert(
    fc.property(fc.uniqueArray(path, { maxLength: 30 }), (paths) => {
      expect(
        inTreeOrder(paths.map(file))
          .map((each) => each.path)
          .sort(),
      ).toEqual([...paths].sort());
      const above: string[] = [];
      for (const row of treeRows(paths.map(file))) {
        above.length = row.depth;
        if (row.kind === 'folder') above.push(row.path);
        else expect(foldersAbove(row.change.path).at(-1)).toBe(above.at(-1));
      }
    }),
  );
});
