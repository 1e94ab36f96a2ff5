import { existsSync, mkdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { sandbox, value } from '../../git/testing/sandbox.ts';
import { addWorktree } from '../../git/worktree.ts';
import { treeOf } from '../testing/tree-of.ts';
import { seed } from './seed.ts';

const NAMES = ['a', 'b', 'c'] as const;
/** What stands at each step of the way to a seed, in the clone and in the worktree. */
const step = fc.constantFrom('folder', 'folder', 'file', 'link-out', 'link-inside', 'nothing');
const world = fc.record({
  path: fc.array(fc.constantFrom(...NAMES), { minLength: 1, maxLength: 3 }),
  clone: fc.tuple(step, step, step),
  worktree: fc.tuple(step, step, step),
});

const runs = Number(process.env['TEATREE_FUZZ'] ?? 25);

test('whatever links stand on the way, a seed reads nothing outside the clone, writes nothing outside the worktree, and is whole or absent', async () => {
  const box = sandbox();
  const [to, scratch, outside] = [box.at('tree'), box.at('scratch'), box.at('outside')];
  value(await addWorktree(box.clone, { path: to, branch: 'teatree/abc', base: box.first }));
  box.write('clone/.git/info/exclude', 'a\nb\nc\n');
  // The same names as on the way, so that whoever follows a link finds something.
  for (const file of ['x', 'a/x', 'b/x', 'c/x', 'a/b/x', 'b/c/x', 'c/a/x']) box.write(`outside/${file}`, 'SECRET');
  const before = treeOf(outside);

  await fc.assert(
    fc.asyncProperty(world, async ({ path, ...ways }) => {
      for (const root of [box.clone, to])
        for (const name of NAMES) rmSync(join(root, name), { recursive: true, force: true });
      lay(box.clone, path, { ways: ways.clone, outside });
      lay(to, path, { ways: ways.worktree, outside });
      const [clone, tree] = [treeOf(box.clone), treeOf(to)];
      const name = path.join('/');

      const done = await seed({
        from: box.clone,
        to,
        path: name,
        scratch,
        signal: new AbortController().signal,
      });

      expect([treeOf(outside), treeOf(box.clone)]).toEqual([before, clone]);
      expect(JSON.stringify(treeOf(to))).not.toContain('SECRET');
      const copied = !(name in tree) && name in treeOf(to);
      if (copied) expect(below(treeOf(to), name)).toEqual(below(clone, name));
      else expect(withoutFolders(treeOf(to))).toEqual(withoutFolders(tree));
      // Plain folders all the way, on both sides, are no reason to refuse.
      if ([...ways.clone, ...ways.worktree].every((each) => each === 'folder')) expect(done.ok).toBe(true);
      expect(existsSync(scratch) ? treeOf(scratch) : {}).toEqual({});
    }),
    { numRuns: runs, ...(process.env['TEATREE_SEED'] ? { seed: Number(process.env['TEATREE_SEED']) } : {}) },
  );
}, 600_000);

/** Builds the way to a seed below `root`, as far as it goes. */
function lay(
  root: string,
  path: readonly string[],
  { ways, outside }: { readonly ways: readonly string[]; readonly outside: string },
): void {
  let at = root;
  for (const [depth, name] of path.entries()) {
    at = join(at, name);
    const kind = ways[depth];
    if (kind === 'folder') mkdirSync(at);
    else if (kind === 'file') writeFileSync(at, 'file');
    else if (kind === 'link-out') symlinkSync(outside, at);
    else if (kind === 'link-inside') symlinkSync('folder', at);
    if (kind !== 'folder') return;
  }
  if (root.endsWith('tree')) return;
  writeFileSync(join(at, 'file ü'), 'content', { mode: 0o755 });
  symlinkSync(outside, join(at, 'out'));
  symlinkSync('file ü', join(at, 'in'));
}

type Tree = ReturnType<typeof treeOf>;

function below(tree: Tree, name: string): Tree {
  return Object.fromEntries(Object.entries(tree).filter(([each]) => each === name || each.startsWith(`${name}/`)));
}

/** The folders on the way to a seed may be made before it is refused. */
function withoutFolders(tree: Tree): Tree {
  return Object.fromEntries(Object.entries(tree).filter(([, text]) => !text.startsWith('folder')));
}
