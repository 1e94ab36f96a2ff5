import { rmSync } from 'node:fs';
import { Readable } from 'node:stream';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { sandbox } from '../git/testing/sandbox.ts';
import { runCli } from './run-cli.ts';

const box = sandbox();

async function radar(...argv: readonly string[]) {
  const said = { stdout: '', stderr: '' };
  const spies = (['stdout', 'stderr'] as const).map((name) =>
    vi.spyOn(process[name], 'write').mockImplementation((text) => {
      said[name] += String(text);
      return true;
    }),
  );
  const code = await runCli(['radar', ...argv], {
    ...{ version: '0', programs: box.root, env: { TEATREE_HOME: box.at('factory') } },
    ...{ stdout: process.stdout, stderr: process.stderr, interrupted: new Promise(() => undefined) },
    readInput: () => Promise.resolve(''),
    readLines: () => Readable.from([]),
  });
  for (const spy of spies) spy.mockRestore();
  return { code, ...said };
}

beforeAll(() => {
  const branch = (name: string, files: Readonly<Record<string, string>>) => {
    box.git('clone', 'checkout', '-q', '-b', name, 'main');
    box.commit('clone', files, name);
  };
  branch('one', { 'a.txt': 'one\nTWO\nthree\n' });
  branch('two', { 'a.txt': 'one\nzwei\nthree\n' });
  branch('three', { 'folder/b.txt': 'B\n' });
  box.git('clone', 'push', '-q', 'origin', 'two:pushed');
});

afterAll(() => rmSync(box.root, { recursive: true }));

test('conflicting branches are told as one JSON array, with files and the lines of both, and no factory is made', async () => {
  const pair = { a: 'one', files: [{ path: 'a.txt', kind: 'contents', lines: [[2, 2]], linesOfB: [[2, 2]] }] };
  const told = await radar('--json', box.clone, '--branches', 'one', 'two', 'three', 'origin/pushed');
  expect({ ...told, stdout: JSON.parse(told.stdout) as unknown }).toEqual({
    ...{ code: 0, stderr: '' },
    stdout: [
      { ...pair, b: 'two' },
      { ...pair, b: 'origin/pushed' },
    ],
  });
  expect(box.exists('factory')).toBe(false);
  const all = await radar('--json', box.clone);
  expect(JSON.parse(all.stdout)).toEqual([{ ...pair, b: 'two' }]);
});

test('names may be divided by commas, and people read lines', async () => {
  const told = await radar(box.clone, '--branches', 'one,two');
  expect(told.stdout).toBe('one and two\n  a.txt:2 (contents)\n');
  expect((await radar(box.clone, '--branches', 'one', 'three')).stdout).toBe('None of 2 branches conflict.\n');
});

test('an order to land in is suggested with reasons', async () => {
  const told = await radar(box.clone, '--order', '--branches', 'one', 'three', 'two');
  expect(told.stdout.split('\n')[0]).toBe('1. three: conflicts with nothing that is left');
  expect(told.stdout.split('\n')[1]).toBe('2. one: conflicts with two, the fewest of what may go now');
});

test('two that merge cleanly and are red only together are told when a command is given', async () => {
  const text = (first: string, last: string) => `${first}\n${'-\n'.repeat(9)}${last}\n`;
  box.git('clone', 'checkout', '-q', '-B', 'start', 'main');
  box.commit('clone', { 'pair.txt': text('left', 'right') }, 'start');
  for (const [name, content] of [
    ['left', text('LEFT', 'right')],
    ['right', text('left', 'RIGHT')],
  ] as const) {
    box.git('clone', 'checkout', '-q', '-b', name, 'start');
    box.commit('clone', { 'pair.txt': content }, name);
  }
  const check = ['--check', 'test $(grep -c "[A-Z]" pair.txt) -lt 2'];
  const told = await radar('--json', box.clone, '--branches', 'left', 'right', 'three', ...check);
  expect(JSON.parse(told.stdout)).toEqual([
    { a: 'left', b: 'right', files: [], shared: ['pair.txt'], together: 'red-together' },
  ]);
  expect((await radar('--json', box.clone, '--branches', 'left', 'right')).stdout).toBe('[]\n');
}, 30_000);

test.each([
  [
    'a branch that is not there',
    () => [box.clone, '--branches', 'one', 'thre'],
    /no branch "thre".*\n {2}Did you mean three\?/,
  ],
  [
    'a name that looks like an option',
    () => [box.clone, '--branches', 'one', '--upload-pack=x'],
    /no option --upload-pack/,
  ],
  ['a name that is a revision and no branch', () => [box.clone, '--branches', 'one', 'HEAD~1'], /no branch "HEAD~1"/],
  ['a folder that is no repository', () => [box.root], /not a git repository/],
  ['a folder that is not there', () => [box.at('nowhere')], /nowhere/],
  ['no repository', () => [], /REPO is missing/],
] as const)('%s is refused with the remedy', async (_, argv, said) => {
  const told = await radar(...argv());
  expect(told).toMatchObject({ code: 2, stdout: '' });
  expect(told.stderr).toMatch(said);
});
