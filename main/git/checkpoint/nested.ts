import path from 'node:path';
import type { LeftOut } from '../../../core/model/workspace/checkpoint.ts';
import { ok, type Result } from '../../../core/result.ts';
import type { Environment } from '../../process/environment.ts';
import { git, gitText } from '../hardening/git.ts';
import type { PrivateIndex } from '../hardening/private-index.ts';

/** Repositories inside repositories are followed this deep. */
const DEEPEST = 4;

/**
 * Takes the files of untracked repositories inside the worktree into the copy of its index, as plain files. The one
 * inside is read with the settings of the one around it: nothing it says about programs counts.
 */
export async function addNested(worktree: string, index: PrivateIndex): Promise<Result<readonly LeftOut[]>> {
  if (index.nested.length === 0) return ok([]);
  const gitDir = await gitText(worktree, ['rev-parse', '--absolute-git-dir']);
  if (!gitDir.ok) return gitDir;
  const outer: Outer = { worktree, gitDir: gitDir.value.replace(/\n$/, ''), folder: index.folder };
  const leftOut: LeftOut[] = [];
  for (const [at, name] of index.nested.entries()) {
    const tree = await treeOf(outer, { name, label: `nested-${String(at)}`, depth: 1 });
    if (!tree.ok) leftOut.push({ path: name, why: 'unreadable' });
    else await git(worktree, ['read-tree', `--prefix=${name}`, tree.value], { env: index.env });
  }
  return ok(leftOut);
}

type Outer = { readonly worktree: string; readonly gitDir: string; readonly folder: string };
type Inner = { readonly name: string; readonly label: string; readonly depth: number };

async function treeOf(outer: Outer, { name, label, depth }: Inner): Promise<Result<string>> {
  const { worktree, gitDir, folder } = outer;
  const env: Environment = {
    GIT_DIR: gitDir,
    GIT_WORK_TREE: path.join(worktree, name),
    GIT_INDEX_FILE: path.join(folder, label),
  };
  const others = await gitText(worktree, ['ls-files', '--others', '--exclude-standard', '-z'], { env });
  if (!others.ok) return others;
  const deeper = others.value.split('\0').filter((each) => each.endsWith('/'));
  const paths = ['.', ...deeper.map((each) => `:(exclude,top,literal)${each}`)];
  const added = await git(worktree, ['add', '--all', '--pathspec-from-file=-', '--pathspec-file-nul'], {
    ...{ env: { ...env, GIT_LITERAL_PATHSPECS: '0' }, input: paths.map((each) => `${each}\0`).join('') },
  });
  if (!added.ok) return added;
  for (const [at, each] of depth < DEEPEST ? deeper.entries() : []) {
    const inside = { name: path.join(name, each), label: `${label}-${String(at)}`, depth: depth + 1 };
    const tree = await treeOf(outer, inside);
    if (!tree.ok) return tree;
    const read = await git(worktree, ['read-tree', `--prefix=${each}`, tree.value], { env });
    if (!read.ok) return read;
  }
  return gitText(worktree, ['write-tree'], { env }).then((tree) => (tree.ok ? ok(tree.value.trim()) : tree));
}
