import { spawn } from 'node:child_process';
import { expect, onTestFinished, test, vi } from 'vitest';
import { ok } from '../../../core/result.ts';
import { value } from '../../git/testing/sandbox.ts';
import { treeOf } from '../testing/tree-of.ts';
import { occupantsOf } from './occupants.ts';
import { removalWorld } from './testing/removal-world.ts';
import { workspaceYard } from './yard.ts';

type World = Awaited<ReturnType<typeof removalWorld>>;
type Stake = readonly [kind: string, words: string, bring: (world: World) => unknown];

/** Each alone: nothing else in the workspace would be lost. */
const stakes: readonly Stake[] = [
  ['a changed file', '1 changed files: a.txt', ({ box, at }) => box.write(`${at('api')}/a.txt`, 'changed')],
  ['an untracked file', '1 untracked files: new.txt', ({ box, at }) => box.write(`${at('api')}/new.txt`, 'new')],
  [
    'a commit that was not pushed',
    '1 commits that no remote has: ',
    ({ box, at }) => box.commit(at('api'), { 'a.txt': 'mine' }, 'mine'),
  ],
  [
    'a stash',
    '1 stashes of its branch: stash@{0}',
    ({ box, at }) => {
      box.write(`${at('api')}/a.txt`, 'changed');
      box.git(at('api'), 'stash', 'push', '-q');
    },
  ],
  [
    'an ignored file that the repo calls precious',
    '1 ignored files that the repo calls precious: x.db',
    ({ box, at }) => {
      box.write('clone/.git/info/exclude', '*.db\n');
      box.write(`${at('api')}/x.db`, 'rows');
    },
  ],
  [
    'a change in a submodule',
    '1 submodules with work of their own: lib',
    ({ box, at }) => {
      box.git(at('api'), '-c', 'protocol.file.allow=always', 'submodule', 'add', '-q', box.at('web.git'), 'lib');
      box.git(at('api'), 'commit', '-q', '-m', 'with a library');
      box.git(at('api'), 'push', '-q', 'origin', 'HEAD:main');
      box.write(`${at('api')}/lib/a.txt`, 'changed inside');
    },
  ],
  [
    'the history of a repository inside',
    '1 the history of repositories inside: inner/.git',
    ({ box, at }) => {
      box.write('clone/.git/info/exclude', 'inner/x.txt\n');
      box.git(at('api'), 'init', '-q', 'inner');
      box.git(`${at('api')}/inner`, 'commit', '-q', '--allow-empty', '-m', 'its own');
    },
  ],
];

test.each(stakes)('%s holds a workspace back, by name, and the person’s word lets it go', async (_, words, bring) => {
  const world = await removalWorld(['*.db']);
  const { yard, thread, drop, worktree } = world;
  bring(world);
  drop();
  const before = treeOf(worktree('api'));
  const refused = await yard.remove(thread(), false);
  expect(refused).toMatchObject({ error: { code: 'would-lose', message: expect.stringContaining(words) as string } });
  expect(treeOf(worktree('api'))).toEqual(before);
  value(await yard.remove(thread(), true));
});

const unreadable: readonly (readonly [what: string, file: string])[] = [
  ['its branch', 'refs/heads/teatree/'],
  ['the stashes', 'refs/stash'],
];

test.each(unreadable)('where git cannot read %s nothing goes by itself, and the refusal says so', async (_, file) => {
  const world = await removalWorld();
  const { box, yard, thread, drop, later, place } = world;
  box.write(`clone/.git/${file.endsWith('/') ? `refs/heads/${place.branch}` : file}`, 'garbage\n');
  drop();
  const words = expect.stringContaining('questions that git could not answer') as string;
  expect(await yard.remove(thread(), false)).toMatchObject({ error: { code: 'would-lose', message: words } });
  later(30 * 86_400_000);
  await yard.clearAway();
  expect(thread().workspace.kind).toBe('ready');
});

test.runIf(process.platform === 'linux').each([
  ['a running child', 'programs at work in it: sleep', (cwd: string) => spawn('sleep', ['60'], { cwd })],
  [
    'a terminal',
    'terminals open in it: sleep',
    (cwd: string) => spawn('script', ['-qec', `cd '${cwd}' && exec sleep 60`, '/dev/null'], { cwd: '/' }),
  ],
])('%s holds a workspace, even against force, and is named', async (_, words, begin) => {
  const { yard, thread, drop, worktree } = await removalWorld();
  drop();
  const child = begin(worktree('api'));
  onTestFinished(() => void child.kill('SIGKILL'));
  const there = async () => (await occupantsOf(worktree('api'))).map(({ name }) => name);
  await vi.waitFor(async () => expect(await there()).toContain('sleep'), { timeout: 10_000 });
  expect(await yard.remove(thread(), true)).toMatchObject({
    error: { code: 'workspace-in-use', message: expect.stringContaining(words) as string },
  });
});

test('a terminal that the person opened for the thread holds its workspace, wherever its shell went since', async () => {
  const { ground, shelf, state, record, thread, drop } = await removalWorld();
  const open = { terminals: 1 };
  const yard = workspaceYard({
    ...{ ...ground, save: shelf.save, threads: () => state.threads.values(), terminals: () => open.terminals },
    report: (event) => Promise.resolve(ok(record(event))),
  });
  drop();
  const message = '1 terminal of yours is open in it';
  expect(await yard.remove(thread(), true)).toMatchObject({ error: { code: 'workspace-in-use', message } });
  open.terminals = 0;
  value(await yard.remove(thread(), true));
});
