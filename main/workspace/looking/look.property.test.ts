import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { CommitId } from '../../../core/ids.ts';
import { ok } from '../../../core/result.ts';
import { withCapture } from '../../git/checkpoint/capture.ts';
import { diffFiles } from '../../git/diff.ts';
import { value } from '../../git/testing/sandbox.ts';
import { checkpointWorld } from '../checkpoints/testing/checkpoint-world.ts';
import { apply, edit, type Edit } from '../checkpoints/testing/edits.ts';
import type { DeskParts } from './desk-parts.ts';
import { changeDesk, type ChangeDesk } from './desk.ts';
import { look } from './look.ts';

/** What git treats in a way of its own, each as a change to a worktree. */
const RARE: Readonly<Record<string, (root: string) => void>> = {
  'a renamed file': (root) => tryGit(root, 'mv', 'a.txt', 'moved.txt'),
  'a file renamed by hand': (root) => rename(root, 'folder/b.txt', 'folder/c.txt'),
  'a folder moved': (root) => rename(root, 'folder', 'elsewhere'),
  'a file meant to be added': (root) => {
    writeFileSync(path.join(root, 'later.txt'), 'later\n');
    tryGit(root, 'add', '--intent-to-add', 'later.txt');
  },
  'a tracked file in an ignored folder': (root) => {
    mkdirSync(path.join(root, 'ignored'), { recursive: true });
    writeFileSync(path.join(root, '.gitignore'), 'ignored/\n');
    writeFileSync(path.join(root, 'ignored/kept.txt'), 'kept\n');
    tryGit(root, 'add', '--force', 'ignored/kept.txt');
  },
  'it edited': (root) => rewrite(root, 'ignored/kept.txt'),
  'an ignored file': (root) => {
    mkdirSync(path.join(root, 'ignored'), { recursive: true });
    writeFileSync(path.join(root, 'ignored/left.txt'), 'left\n');
  },
  'a file of more bytes than a checkpoint takes': (root) => {
    writeFileSync(path.join(root, 'huge.bin'), '');
    truncateSync(path.join(root, 'huge.bin'), 201 * 1024 * 1024);
  },
  'an edit of a file that git is not to look at': (root) => {
    tryGit(root, 'update-index', '--skip-worktree', 'folder/b.txt');
    rewrite(root, 'folder/b.txt');
  },
  'an edit of a file that git is to take for unchanged': (root) => {
    tryGit(root, 'update-index', '--assume-unchanged', 'a.txt');
    rewrite(root, 'a.txt');
  },
  'all looked at again': (root) =>
    tryGit(root, 'update-index', '--no-skip-worktree', '--no-assume-unchanged', 'folder/b.txt', 'a.txt'),
  'line ends as attributes say': (root) =>
    writeFileSync(path.join(root, '.gitattributes'), '*.txt text=auto eol=crlf\n'),
  'a submodule': (root) =>
    tryGit(root, '-c', 'protocol.file.allow=always', 'submodule', 'add', '-q', path.join(root, '../remote.git'), 'sub'),
  'a submodule that moved on': (root) => {
    if (existsSync(path.join(root, 'sub/.git')))
      tryGit(path.join(root, 'sub'), ...AS_ANN, 'commit', '-q', '--allow-empty', '-m', 'on');
  },
  'a merge that conflicts': (root) => {
    tryGit(root, ...AS_ANN, 'commit', '-q', '-a', '--allow-empty', '-m', 'ours');
    tryGit(root, ...AS_ANN, 'merge', '-q', 'theirs');
  },
  'everything put back': (root) => tryGit(root, 'reset', '-q', '--hard'),
  'what is staged taken back': (root) => tryGit(root, 'reset', '-q'),
};
const AS_ANN = ['-c', 'user.name=Ann', '-c', 'user.email=ann@example.org'];

const change = fc.oneof(
  { weight: 3, arbitrary: edit },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('rare'), name: fc.constantFrom(...Object.keys(RARE)) }) },
);
type Change = typeof change extends fc.Arbitrary<infer C> ? C : never;

/** A few by default; `TEATREE_FUZZ=200` for a night. */
const runs = Number(process.env['TEATREE_FUZZ'] ?? 4);

test('after any changes a look finds exactly the files that a whole capture holds, and leaves the index as it is', async () => {
  const rounds = fc.array(fc.array(change, { maxLength: 4 }), { minLength: 2, maxLength: 5 });
  await fc.assert(
    fc.asyncProperty(rounds, fc.boolean(), async (all, keepsIgnored) => {
      const precious = keepsIgnored ? ['ignored/**'] : [];
      const world = await changeable(precious);
      for (const changes of all) {
        for (const each of changes) make(world.tree, each);
        await compare(world, precious);
      }
    }),
    {
      numRuns: runs,
      endOnFailure: true,
      ...(process.env['TEATREE_SEED'] ? { seed: Number(process.env['TEATREE_SEED']) } : {}),
    },
  );
}, 600_000);

for (const name of Object.keys(RARE))
  test(`a look finds what a capture holds of: ${name}`, async () => {
    const world = await changeable();
    for (const before of ['a tracked file in an ignored folder', 'a submodule']) RARE[before]?.(world.tree);
    await compare(world, []);
    RARE[name]?.(world.tree);
    await compare(world, []);
  });

test('after files alone have changed, what is no file of the worktree is seen all the same', async () => {
  const world = await changeable();
  const { box, tree } = world;
  const steps: readonly (() => void)[] = [
    () => box.write('tree/inner/f', 'one\n'),
    () => box.write('tree/inner/f', 'two\n'),
    () => tryGit(tree, 'init', '-q', '--separate-git-dir', '../apart', 'inner'),
    () => box.write('tree/inner/f', 'three\n'),
    () => rmSync(path.join(tree, 'inner'), { recursive: true }),
    () => box.write('tree/big', 'x'),
    () => truncateSync(path.join(tree, 'big'), 201 * 1024 * 1024),
    () => truncateSync(path.join(tree, 'big'), 1),
    () => box.git('tree', 'checkout', '-q', '--detach'),
    () => box.git('tree', 'commit', '-q', '--allow-empty', '-m', 'on'),
    () => box.git('tree', 'checkout', '-q', '-b', 'own'),
    () => box.git('tree', 'update-ref', 'refs/heads/own', box.first),
    () => box.write('tree/a.txt', 'end\n'),
  ];
  await compare(world, []);
  await compare(world, []);
  for (const step of steps) {
    step();
    await compare(world, []);
  }
});

type World = Awaited<ReturnType<typeof changeable>>;

async function changeable(precious: readonly string[] = []) {
  const world = await checkpointWorld();
  const { box } = world;
  box.git('clone', 'branch', 'theirs', box.first);
  box.git('clone', 'worktree', 'add', '-q', box.at('theirs'), 'theirs');
  box.commit('theirs', { 'a.txt': 'one\nTHEIRS\nthree\n' });
  const parts = { dataFolder: box.at('data'), shelf: world.shelf(), editor: () => '' };
  const desk = { ...parts, repo: () => world.repo, precious: () => Promise.resolve(precious) };
  return { ...world, looks: [changeDesk(desk).files, afresh(desk)] };
}

/** Each look as if it were the first. */
function afresh(parts: DeskParts): ChangeDesk['files'] {
  return async (thread, against) => {
    const looked = await look(parts, thread, { against });
    return looked.ok ? ok(looked.value.files) : looked;
  };
}

function make(root: string, each: Change): void {
  if (isRare(each)) RARE[each.name]?.(root);
  else apply(root, each);
}

function isRare(each: Change): each is Exclude<Change, Edit> {
  return each.kind === 'rare';
}

async function compare({ box, tree, thread, looks }: World, precious: readonly string[]): Promise<void> {
  const index = path.join(box.git('tree', 'rev-parse', '--absolute-git-dir'), 'index');
  const before = readFileSync(index);
  const whole = await captured(tree, precious);
  const all = looks.flatMap((files) => (['uncommitted', 'base'] as const).map((against) => ({ files, against })));
  for (const { files, against } of all) {
    const [read] = value(await files(thread(), against));
    if (!read?.between) throw new Error('Nothing was read');
    const { from, to } = read.between;
    expect(read.head).toBe(box.head('tree'));
    expect(from).toBe(against === 'base' ? box.first : read.head);
    expect(box.git('tree', 'rev-parse', `${to}^{tree}`)).toBe(whole);
    expect(read.files).toEqual(value(await diffFiles(tree, { from, to: whole })));
  }
  expect(readFileSync(index).equals(before), 'the index is as it was').toBe(true);
}

async function captured(tree: string, precious: readonly string[]): Promise<CommitId> {
  return value(await withCapture(tree, { precious }, ({ files }) => Promise.resolve(ok(CommitId.parse(files)))));
}

function rewrite(root: string, name: string): void {
  if (existsSync(path.join(root, name))) writeFileSync(path.join(root, name), 'edited\n');
}

function rename(root: string, from: string, to: string): void {
  if (existsSync(path.join(root, from)) && !existsSync(path.join(root, to)))
    renameSync(path.join(root, from), path.join(root, to));
}

/** What makes no sense where it comes git refuses, and nothing happens. */
function tryGit(root: string, ...args: readonly string[]): void {
  try {
    execFileSync('git', args, { cwd: root, stdio: 'ignore' });
  } catch {
    return;
  }
}
