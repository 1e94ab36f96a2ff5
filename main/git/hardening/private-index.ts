import { copyFile, lstat, mkdtemp, rm, utimes } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fail, ok, type Result } from '../../../core/result.ts';
import type { Environment } from '../../process/environment.ts';
import { git, gitText } from './git.ts';
import { gitDirOf } from './known-settings.ts';

export type PrivateIndex = {
  /** Environment of calls that use the copy. */
  readonly env: Environment;
  /** The folder of the copy, for further indexes; gone afterwards. */
  readonly folder: string;
  /** Untracked files, as git lists them. */
  readonly untracked: readonly string[];
  /** Untracked repositories inside the working tree, each with a slash at its end; git cannot take their files into this index. */
  readonly nested: readonly string[];
  /** Takes all of the working tree but `nested` into the copy: whole, or only the names of untracked files. */
  readonly addAll: (how: 'content' | 'names', leaveOut?: readonly string[]) => Promise<Result<unknown>>;
};

/** Lends a copy of a working tree's index, so that the person's own index is never touched. */
export async function withPrivateIndex<T>(
  worktree: string,
  use: (index: PrivateIndex) => Promise<Result<T>>,
): Promise<Result<T>> {
  const others = await gitText(worktree, ['ls-files', '--others', '--exclude-standard', '-z'], { maxOutput: LONG });
  return others.ok ? withIndexCopy(worktree, others.value.split('\0').filter(Boolean), use) : others;
}

/** The same where it is known already what is untracked, as git lists it: repositories inside with a slash at their end. */
export async function withIndexCopy<T>(
  worktree: string,
  others: readonly string[],
  use: (index: PrivateIndex) => Promise<Result<T>>,
): Promise<Result<T>> {
  const original = await indexOf(worktree);
  if (!original.ok) return original;
  const nested = others.filter((name) => name.endsWith('/'));
  const untracked = others.filter((name) => !name.endsWith('/'));
  const folder = await mkdtemp(path.join(tmpdir(), 'teatree-index-'));
  try {
    const copy = path.join(folder, 'index');
    const copied = await copyIndex(original.value, copy);
    if (!copied.ok) return copied;
    const env = { GIT_INDEX_FILE: copy };
    const addAll: PrivateIndex['addAll'] = (how, leaveOut = []) =>
      add(worktree, how, { env, not: [...nested, ...leaveOut] });
    return await use({ env, folder, untracked, nested, addAll });
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** At the root of a working tree git need not be asked. */
async function indexOf(worktree: string): Promise<Result<string>> {
  const gitDir = gitDirOf(worktree);
  if (gitDir !== undefined) return ok(path.join(gitDir, 'index'));
  const asked = await gitText(worktree, ['rev-parse', '--path-format=absolute', '--git-path', 'index']);
  return asked.ok ? ok(asked.value.replace(/\n$/, '')) : asked;
}

/** Enough for the names of a million files. */
const LONG = 128 * 1024 * 1024;

/** Files that cannot be read, or went away meanwhile, are passed over. */
async function add(
  worktree: string,
  how: 'content' | 'names',
  { env, not }: { readonly env: Environment; readonly not: readonly string[] },
): Promise<Result<unknown>> {
  const flags = how === 'content' ? ['--all', '--ignore-errors'] : ['--intent-to-add'];
  const paths = ['.', ...not.map((name) => `:(exclude,top,literal)${name}`)];
  const input = paths.map((each) => `${each}\0`).join('');
  return git(worktree, ['add', ...flags, '--pathspec-from-file=-', '--pathspec-file-nul'], {
    ...{ input, env: { ...env, GIT_LITERAL_PATHSPECS: '0' } },
    accept: how === 'content' ? [0, 1] : [0],
  });
}

/**
 * A repository without a first `git add` has no index yet. The copy is as old as the original: git looks into files
 * that changed in the second in which the index was written, and a younger index would hide such a change.
 */
async function copyIndex(from: string, to: string): Promise<Result<true>> {
  const stats = await lstat(from).catch((error: unknown) => {
    if (!(error instanceof Error && 'code' in error && error.code === 'ENOENT')) throw error;
    return undefined;
  });
  if (!stats) return ok(true);
  if (!stats.isFile()) return fail({ code: 'index-spoilt', message: `${from} is no plain file`, next: 'Remove it' });
  await copyFile(from, to);
  const second = Math.floor(stats.mtimeMs / 1000);
  await utimes(to, second, second);
  return ok(true);
}
