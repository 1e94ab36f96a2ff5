import { existsSync } from 'node:fs';
import { lstat, readFile, realpath } from 'node:fs/promises';
import { basename, dirname, join, relative } from 'node:path';
import picomatch from 'picomatch';
import { isInside } from '../../../../core/model/recipe/step.ts';
import { fail, ok } from '../../../../core/result.ts';
import type { Result } from '../../../../core/result.ts';
import type { Environment } from '../../../process/environment.ts';
import { askGit } from './command.ts';
import { errorCode } from './durable-file.ts';

export type TextFile = { readonly path: string; readonly text: string; readonly mode: number };

/** Files of the worktree that match, sorted: tracked or new, but not ignored ones, and no links. */
export async function listFiles(repo: string, globs: readonly string[], env: Environment): Promise<string[]> {
  const listed = await askGit(repo, ['ls-files', '-z', '--cached', '--others', '--exclude-standard'], env);
  if (listed.exitCode !== 0) throw Object.assign(new Error(listed.stderr.trim()), { code: 'GIT' });
  const matches = picomatch([...globs], { dot: true });
  const names = [...new Set(listed.stdout.split('\0'))].filter((name) => name !== '' && matches(name)).sort();
  const kinds = await Promise.all(names.map((name) => isFile(join(repo, name))));
  return names.filter((_, index) => kinds[index]);
}

/**
 * The real path of a file inside the repo, also when it does not exist yet. A link that leads out of the repo is
 * refused, so that what the gate is asked about is what gets written.
 */
export async function locate(repo: string, path: string): Promise<Result<string>> {
  const outside = { code: 'path-outside', message: `${path} is not inside the repo`, next: 'Name a file of the repo' };
  if (!isInside(path)) return fail(outside);
  const root = await realpath(repo);
  const real = await realpathOfNew(join(root, path));
  const inner = relative(root, real);
  return isInside(inner) ? ok(real) : fail(outside);
}

/** Undefined when there is no such file; a failure when it is not UTF-8 text. */
export async function readText(path: string): Promise<Result<TextFile | undefined>> {
  try {
    const [bytes, stats] = [await readFile(path), await lstat(path)];
    const text = bytes.toString('utf8');
    if (text.includes('\0') || !Buffer.from(text, 'utf8').equals(bytes)) {
      return fail({ code: 'not-text', message: `${basename(path)} is not a UTF-8 text file` });
    }
    return ok({ path, text, mode: stats.mode & 0o777 });
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return ok(undefined);
    throw error;
  }
}

export function existsInside(folder: string, path: string): boolean {
  return isInside(path) && existsSync(join(folder, path));
}

async function isFile(path: string): Promise<boolean> {
  try {
    return (await lstat(path)).isFile();
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return false;
    throw error;
  }
}

async function realpathOfNew(path: string): Promise<string> {
  try {
    return await realpath(path);
  } catch (error) {
    if (errorCode(error) !== 'ENOENT' || dirname(path) === path) throw error;
    return join(await realpathOfNew(dirname(path)), basename(path));
  }
}
