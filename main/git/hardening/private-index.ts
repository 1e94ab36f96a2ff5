import { copyFile, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Result } from '../../../core/result.ts';
import type { Environment } from '../../process/environment.ts';
import { git, gitText } from './git.ts';

export type PrivateIndex = {
  /** Environment of calls that use the copy. */
  readonly env: Environment;
  /** Untracked repositories inside the working tree; git cannot take their files into the index of this one. */
  readonly nested: readonly string[];
  /** Takes all of the working tree but `nested` into the copy: whole, or only the names of untracked files. */
  readonly addAll: (how: 'content' | 'names') => Promise<Result<unknown>>;
};

/** Lends a copy of a working tree's index, so that the person's own index is never touched. */
export async function withPrivateIndex<T>(
  worktree: string,
  use: (index: PrivateIndex) => Promise<Result<T>>,
): Promise<Result<T>> {
  const original = await gitText(worktree, ['rev-parse', '--path-format=absolute', '--git-path', 'index']);
  if (!original.ok) return original;
  const untracked = await gitText(worktree, ['ls-files', '--others', '--exclude-standard', '-z']);
  if (!untracked.ok) return untracked;
  const nested = untracked.value.split('\0').filter((name) => name.endsWith('/'));
  const folder = await mkdtemp(path.join(tmpdir(), 'teatree-index-'));
  try {
    const copy = path.join(folder, 'index');
    await copyIfThere(original.value.replace(/\n$/, ''), copy);
    const env = { GIT_INDEX_FILE: copy };
    return await use({ env, nested, addAll: (how) => addAll(worktree, how, { env, nested }) });
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function addAll(
  worktree: string,
  how: 'content' | 'names',
  { env, nested }: Pick<PrivateIndex, 'env' | 'nested'>,
): Promise<Result<unknown>> {
  const flags = how === 'content' ? ['--all'] : ['--intent-to-add'];
  const paths = ['.', ...nested.map((name) => `:(exclude,top,literal)${name}`)];
  return git(worktree, ['add', ...flags, '--', ...paths], { env: { ...env, GIT_LITERAL_PATHSPECS: '0' } });
}

/** A repository without a first `git add` has no index yet. */
async function copyIfThere(from: string, to: string): Promise<void> {
  await copyFile(from, to).catch((error: unknown) => {
    if (!(error instanceof Error && 'code' in error && error.code === 'ENOENT')) throw error;
  });
}
