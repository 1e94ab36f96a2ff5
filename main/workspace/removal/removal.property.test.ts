import { execFileSync } from 'node:child_process';
import { existsSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { value } from '../../git/testing/sandbox.ts';
import { apply, edit } from '../checkpoints/testing/edits.ts';
import { treeOf } from '../testing/tree-of.ts';
import { removalWorld } from './testing/removal-world.ts';
import { listTrash } from './trash.ts';

/** What may stand in a worktree when its thread is done, beside edits of all kinds. */
const state = fc.oneof(
  { weight: 4, arbitrary: fc.record({ kind: fc.constant('edit' as const), edit }) },
  fc.constantFrom(...(['push', 'stash', 'nested', 'ignored', 'link'] as const)).map((kind) => ({ kind })),
);
type State = typeof state extends fc.Arbitrary<infer S> ? S : never;
type World = Awaited<ReturnType<typeof removalWorld>>;

const minute = 60_000;
const runs = Number(process.env['TEATREE_FUZZ'] ?? 3);

test('whatever stands in a workspace: a refusal lists each kind of it and changes nothing; what is removed has its checkpoint and comes back the same', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(state, { minLength: 1, maxLength: 8 }), async (states) => {
      const world = await removalWorld();
      const { box, yard, thread, drop, later, worktree } = world;
      box.write('outside/deep/x.txt', 'mine');
      for (const each of states) bring(world, each);
      const [outside, before] = [treeOf(box.at('outside')), pictureOf(world)];
      const kinds = atStake(worktree('api'));
      const toSave = changesIn(worktree('api')).some((line) => !isRepository(line));
      drop();

      const asked = await yard.remove(thread(), false);
      expect(asked.ok, kinds.join()).toBe(kinds.length === 0);
      if (!asked.ok) for (const words of kinds) expect(asked.error.message).toContain(words);
      if (!asked.ok) expect(pictureOf(world)).toEqual(before);

      later(11 * minute);
      await yard.clearAway();
      const held = !kinds.includes(NESTED);
      expect(thread().workspace.kind).toBe(held ? 'none' : 'ready');
      if (!held) value(await yard.remove(thread(), true));
      const [trashed] = await listTrash(world.dataFolder);
      if (toSave) expect(trashed?.note.checkpoint).toBeDefined();

      value(await yard.restore(thread()));
      expect(pictureOf(world)).toEqual(before);
      value(await yard.remove(thread(), true));
      later(8 * 24 * 60 * minute);
      await yard.clearAway();
      expect([treeOf(box.at('outside')), await listTrash(world.dataFolder)]).toEqual([outside, []]);
      expect(box.git('clone', 'rev-parse', world.place.branch)).toBe(before.head);
      execFileSync('git', ['fsck', '--no-dangling'], { cwd: box.clone, stdio: 'ignore' });
    }),
    {
      numRuns: runs,
      endOnFailure: true,
      ...(process.env['TEATREE_SEED'] ? { seed: Number(process.env['TEATREE_SEED']) } : {}),
    },
  );
}, 600_000);

function bring({ box, worktree, at }: World, each: State): void {
  const root = worktree('api');
  if (each.kind === 'edit') return apply(root, each.edit);
  if (each.kind === 'push') return void ask(root, 'push', '-q', 'origin', 'HEAD:main');
  if (each.kind === 'stash') return void ask(root, 'stash', 'push', '-q');
  if (each.kind === 'ignored') {
    box.write('clone/.git/info/exclude', 'built/\n');
    return box.write(`${at('api')}/built/deep/out.bin`, '\0built');
  }
  if (each.kind === 'nested') {
    if (existsSync(join(root, 'nested'))) return;
    box.git(at('api'), 'init', '-q', 'nested');
    return void box.commit(`${at('api')}/nested`, { 'x.txt': 'x' }, 'history of its own');
  }
  if (!treeOf(root)['way-out']) symlinkSync(box.at('outside'), join(root, 'way-out'));
}

const [DIRTY, UNTRACKED, NESTED] = ['changed files', 'untracked files', 'the history of repositories inside'];

/** What git itself says is at stake, in the words of the list. */
const changesIn = (root: string) =>
  ask(root, 'status', '--porcelain', '--untracked-files=all').split('\n').filter(Boolean);
/** One that is empty has nothing for a checkpoint to hold. */
const isRepository = (line: string) => line.endsWith('/');

function atStake(root: string): readonly string[] {
  const lines = changesIn(root);
  const repositories = ['inner', 'nested'].filter((name) => treeOf(root)[`${name}/.git/HEAD`] !== undefined);
  const commits = (name: string) => ask(join(root, name), 'rev-parse', '--verify', '-q', 'HEAD') !== '';
  const branch = ask(root, 'rev-parse', '--abbrev-ref', 'HEAD');
  const found: readonly (readonly [string, boolean])[] = [
    [DIRTY ?? '', lines.some((line) => !line.startsWith('??'))],
    [UNTRACKED ?? '', lines.some((line) => line.startsWith('??'))],
    ['commits that no remote has', ask(root, 'rev-list', 'HEAD', '--not', '--remotes') !== ''],
    ['stashes of its branch', ask(root, 'stash', 'list').includes(branch)],
    [NESTED ?? '', repositories.some((name) => commits(name))],
  ];
  return found.flatMap(([words, there]) => (there ? [words] : []));
}

/** All of a worktree, and what git knows of it. */
function pictureOf({ worktree }: World) {
  const root = worktree('api');
  return {
    files: treeOf(root),
    head: ask(root, 'rev-parse', 'HEAD'),
    index: ask(root, 'ls-files', '--stage', '-v'),
    status: ask(root, 'status', '--porcelain'),
    stashes: ask(root, 'stash', 'list'),
  };
}

/** Some of what is asked has no answer where it comes. */
function ask(cwd: string, ...args: readonly string[]): string {
  try {
    return execFileSync('git', args, { cwd, encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }).trim();
  } catch {
    return '';
  }
}
