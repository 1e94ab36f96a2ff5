import { writeFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { countCommits, isAncestor, log, mergeBase, readCommit, revParse } from './ancestry.ts';
import { commitTree, mergeTrees, readPerson } from './merge.ts';
import { revertCommit } from './revert.ts';
import { readFileAt } from './show.ts';
import { sandbox, value } from './testing/sandbox.ts';

const AT = 1_800_000_000_123;

/** Two branches from `first`: main changes a.txt, side changes folder/b.txt or the same line. */
function forked(side: Readonly<Record<string, string>>) {
  const box = sandbox();
  box.git('clone', 'checkout', '-q', '-b', 'side');
  const theirs = box.commit('clone', side, 'side');
  box.git('clone', 'checkout', '-q', 'main');
  const ours = box.commit('clone', { 'a.txt': 'ONE\ntwo\nthree\n' }, 'main');
  return { ...box, ours, theirs };
}

test('a merge is made without a working tree, and the same input makes the same commit', async () => {
  const box = forked({ 'folder/b.txt': 'B\n' });
  const merged = value(await mergeTrees(box.clone, box));
  if (merged.kind !== 'merged') throw new Error(merged.kind);
  const commit = { tree: merged.tree, parents: [box.ours, box.theirs], message: 'Merge side\n\nWhy: ü', at: AT };
  const id = value(await commitTree(box.clone, commit));
  expect(value(await commitTree(box.clone, commit))).toBe(id);
  expect(value(await readCommit(box.clone, id))).toEqual({
    ...{ id, tree: merged.tree, parents: [box.ours, box.theirs], at: 1_800_000_000_000 },
    ...{ author: { name: 'Ann', email: 'ann@example.org' }, subject: 'Merge side', body: 'Why: ü' },
  });
  expect(value(await readFileAt(box.clone, { commit: id, path: 'folder/b.txt' }))).toMatchObject({ text: 'B\n' });
  expect(box.git('clone', 'status', '--porcelain')).toBe('');
});

test('a conflict names its files', async () => {
  const box = forked({ 'a.txt': 'EINS\ntwo\nthree\n' });
  expect(value(await mergeTrees(box.clone, box))).toEqual({ kind: 'conflict', paths: ['a.txt'] });
});

test('a person without a name in git still gets commits', async () => {
  const box = sandbox();
  writeFileSync(box.at('home/.gitconfig'), '');
  expect(value(await readPerson(box.clone))).toEqual({ name: 'Teatree', email: 'teatree@localhost' });
  value(await commitTree(box.clone, { tree: `${box.first}^{tree}`, parents: [], message: 'x', at: AT }));
});

test('a merge is reverted on top of later work, once, and always as the same commit', async () => {
  const box = forked({ 'folder/b.txt': 'B\n', 'new.txt': 'n\n' });
  box.git('clone', 'merge', '-q', '--no-ff', '--no-edit', 'side');
  const merge = box.head('clone');
  const onto = box.commit('clone', { 'later.txt': 'l\n' }, 'later');
  const options = { commit: merge, onto, message: 'Revert', at: AT };
  const outcome = value(await revertCommit(box.clone, options));
  if (outcome.kind !== 'reverted') throw new Error(outcome.kind);
  expect(box.git('clone', 'ls-tree', '-r', '--name-only', outcome.commit).split('\n')).toEqual([
    'a.txt',
    'folder/b.txt',
    'later.txt',
  ]);
  expect(box.git('clone', 'show', `${outcome.commit}:folder/b.txt`)).toBe('b');
  expect(value(await readCommit(box.clone, outcome.commit)).parents).toEqual([onto]);
  expect(value(await revertCommit(box.clone, options))).toEqual(outcome);
  expect(value(await revertCommit(box.clone, { ...options, onto: outcome.commit }))).toEqual({
    kind: 'nothing-to-revert',
  });
  const rewritten = box.commit('clone', { 'new.txt': 'rewritten\n' });
  expect(value(await revertCommit(box.clone, { ...options, onto: rewritten }))).toEqual({
    kind: 'conflict',
    paths: ['new.txt'],
  });
  expect(await revertCommit(box.clone, { ...options, commit: box.first })).toMatchObject({
    error: { code: 'no-parent' },
  });
});

test('ancestry is told exactly, and an unknown name is a failure', async () => {
  const box = forked({ 'folder/b.txt': 'B\n' });
  const { ours, theirs, first } = box;
  expect(value(await isAncestor(box.clone, { ancestor: first, commit: ours }))).toBe(true);
  expect(value(await isAncestor(box.clone, { ancestor: ours, commit: theirs }))).toBe(false);
  expect(value(await mergeBase(box.clone, ours, theirs))).toBe(first);
  const alone = value(await commitTree(box.clone, { tree: `${first}^{tree}`, parents: [], message: 'x', at: AT }));
  expect(value(await mergeBase(box.clone, ours, alone))).toBe(undefined);
  expect(value(await log(box.clone, { from: first, to: ours })).map((commit) => commit.subject)).toEqual(['main']);
  expect(value(await countCommits(box.clone, { from: first, to: ours }))).toBe(1);
  expect(value(await revParse(box.clone, 'side'))).toBe(theirs);
  for (const name of ['nope', '--help', '-x', 'a'.repeat(40)]) {
    expect(await revParse(box.clone, name)).toMatchObject({ error: { code: 'unknown-revision' } });
  }
});

test('a file is read as a branch has it; what is no file there is missing', async () => {
  const box = sandbox();
  box.write('clone/a.txt', 'edited');
  const at = (path: string, commit = 'origin/main') => readFileAt(box.clone, { commit, path });
  expect(value(await at('a.txt'))).toEqual({ kind: 'found', text: 'one\ntwo\nthree\n', truncated: false });
  expect(value(await at('.teatree.yaml'))).toEqual({ kind: 'missing' });
  expect(value(await at('folder'))).toEqual({ kind: 'missing' });
  expect(await at('a.txt', 'nope')).toMatchObject({ error: { code: 'unknown-revision' } });
});
