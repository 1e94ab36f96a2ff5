import { execFileSync } from 'node:child_process';
import { expect, test } from 'vitest';
import type { RadarHead } from '../../core/radar/conflict.ts';
import { sandbox, value } from '../git/testing/sandbox.ts';
import { createRadar } from './radar.ts';

const lines = (...changed: readonly (readonly [number, string])[]) =>
  Array.from({ length: 30 }, (_, at) => new Map(changed).get(at + 1) ?? `line ${String(at + 1)}`).join('\n') + '\n';

/** A clone with a file of 30 lines, and branches that start there. */
function branches() {
  const box = sandbox();
  box.commit('clone', { 'src/a.ts': lines(), 'd/x': 'x\n', 'd/y': 'y\n' }, 'start');
  const heads: RadarHead[] = [];
  return {
    ...{ box, heads },
    branch(name: string, files: Readonly<Record<string, string>>, from = 'main'): RadarHead {
      box.git('clone', 'checkout', '-q', '-B', name, from);
      const head = { name, commit: box.commit('clone', files, name) };
      box.git('clone', 'checkout', '-q', 'main');
      heads.push(head);
      return head;
    },
  };
}

test('two branches that conflict are told with kind, file and the lines that each has there', async () => {
  const { box, branch, heads } = branches();
  branch('one', { 'src/a.ts': lines([10, 'one'], [11, 'one'], [25, 'one']) });
  branch('two', { 'src/a.ts': `top\n${lines([10, 'two'])}` });
  branch('three', { 'other.ts': 'x\n' });
  expect(value(await createRadar(box.clone).look(heads))).toEqual([
    {
      ...{ a: 'one', b: 'two', shared: ['src/a.ts'] },
      files: [{ path: 'src/a.ts', kind: 'contents', lines: [[10, 11]], theirLines: [[11, 12]] }],
    },
  ]);
});

test('branches that edit one file in different places share it and do not conflict', async () => {
  const { box, branch, heads } = branches();
  branch('one', { 'src/a.ts': lines([3, 'one']) });
  branch('two', { 'src/a.ts': lines([20, 'two']) });
  expect(value(await createRadar(box.clone).look(heads))).toEqual([
    { a: 'one', b: 'two', files: [], shared: ['src/a.ts'] },
  ]);
});

test('a new file in a folder that another branch renamed is a conflict though no path is shared', async () => {
  const { box, branch, heads } = branches();
  branch('adds', { 'd/new': 'n\n' });
  box.git('clone', 'checkout', '-q', '-b', 'moves');
  box.git('clone', 'mv', 'd', 'moved');
  heads.push({ name: 'moves', commit: box.commit('clone', {}, 'move') });
  const [meeting] = value(await createRadar(box.clone).look(heads));
  expect(meeting?.files.map(({ path, kind }) => ({ path, kind }))).toEqual([
    { path: 'moved/new', kind: 'directory rename suggested' },
  ]);
});

test('one branch on top of another is no conflict, and two on top of it are compared from there', async () => {
  const { box, branch, heads } = branches();
  branch('first', { 'src/a.ts': lines([5, 'first']) });
  branch('second', { 'src/a.ts': lines([5, 'second']) }, 'first');
  branch('third', { 'src/a.ts': lines([5, 'third']) }, 'first');
  const met = value(await createRadar(box.clone).look(heads));
  expect(met.map(({ a, b }) => `${a} ${b}`)).toEqual(['second third']);
});

test('when a head moves its conflicts come and go, and no head moved starts no git', async () => {
  const { box, branch, heads } = branches();
  branch('one', { 'src/a.ts': lines([10, 'one']) });
  branch('two', { 'other.ts': 'x\n' });
  const radar = createRadar(box.clone);
  expect(value(await radar.look(heads))).toEqual([]);
  const two = { name: 'two', commit: branch('two', { 'src/a.ts': lines([10, 'two']) }).commit };
  const moved = heads.slice(0, 1).concat(two);
  expect(value(await radar.look(moved))).toHaveLength(1);
  execFileSync('mv', [box.at('clone'), box.at('gone')]);
  expect(value(await radar.look(moved))).toHaveLength(1);
});

test('looking leaves nothing behind in the repository', async () => {
  const { box, branch, heads } = branches();
  branch('one', { 'src/a.ts': lines([10, 'one']) });
  branch('two', { 'src/a.ts': lines([10, 'two']) });
  const before = box.git('clone', 'count-objects');
  value(await createRadar(box.clone).look(heads));
  expect(box.git('clone', 'count-objects')).toBe(before);
});

test('a pair at which git itself breaks off is told as not mergeable, and hides no other', async () => {
  const { box, branch, heads } = branches();
  branch('one', { 'src/a.ts': lines([10, 'one']) });
  branch('two', { 'src/a.ts': lines([10, 'two']) });
  const spoilt = (name: string) => {
    // A submodule at the commit that cannot be: no git writes such a tree, a hostile one may be fetched.
    const head = `commit refs/heads/${name}\ncommitter a <a@b> 1700000000 +0000\ndata 1\nc\nfrom refs/heads/main^0\n`;
    const tree = `M 160000 ${'0'.repeat(40)} sub\nM 100644 inline sub-${name}\ndata 1\nx\n`;
    const shared = `M 100644 inline src/a.ts\ndata 1\n${name[0] ?? ''}\n`;
    execFileSync('git', ['fast-import', '--quiet'], { cwd: box.clone, input: head + tree + shared });
    heads.push({ name, commit: box.head('clone', name) });
  };
  spoilt('bad');
  spoilt('worse');
  const met = value(await createRadar(box.clone).look(heads));
  const kinds = Object.fromEntries(met.map(({ a, b, files }) => [`${a} ${b}`, files.map(({ kind }) => kind)]));
  expect(kinds['one two']).toEqual(['contents']);
  expect(kinds['bad worse']).toContain('unmergeable');
});

test('histories that cross, and histories that never met, are still merged', async () => {
  const { box, branch, heads } = branches();
  branch('one', { 'src/a.ts': lines([10, 'one']) });
  branch('two', { 'src/a.ts': lines([20, 'two']) });
  box.git('clone', 'branch', 'two-before', 'two');
  box.git('clone', 'checkout', '-q', 'two');
  box.git('clone', 'merge', '-q', '--no-edit', 'one');
  box.git('clone', 'checkout', '-q', 'one');
  box.git('clone', 'merge', '-q', '--no-edit', 'two-before');
  box.git('clone', 'checkout', '-q', 'main');
  branch('one', { 'src/a.ts': lines([10, 'one'], [20, 'two'], [25, 'x']) }, 'one');
  branch('two', { 'src/a.ts': lines([10, 'one'], [20, 'two'], [25, 'y']) }, 'two');
  box.git('clone', 'checkout', '-q', '--orphan', 'alone');
  const alone = { name: 'alone', commit: box.commit('clone', { 'src/a.ts': 'else\n' }, 'alone') };
  const met = value(await createRadar(box.clone).look([...heads.slice(2), alone]));
  expect(met.map(({ a, b, files }) => [a, b, files.map(({ path }) => path)])).toEqual([
    ['one', 'two', ['src/a.ts']],
    ['one', 'alone', expect.arrayContaining(['src/a.ts'])],
    ['two', 'alone', expect.arrayContaining(['src/a.ts'])],
  ]);
});

test('names of files are told as they are', async () => {
  const { box, branch, heads } = branches();
  const name = 'two\nlines "and" \t<<<<<<<';
  branch('one', { [name]: 'a\n' });
  branch('two', { [name]: 'b\n' });
  const [meeting] = value(await createRadar(box.clone).look(heads));
  expect(meeting?.files).toEqual([{ path: name, kind: 'contents', lines: [[1, 1]], theirLines: [[1, 1]] }]);
});
