import { statSync } from 'node:fs';
import path from 'node:path';
import type { Submodule } from '../../../core/model/workspace/checkpoint.ts';
import { ok, type Result } from '../../../core/result.ts';
import type { Environment } from '../../process/environment.ts';
import { git, gitText } from '../hardening/git.ts';
import { fileStamp, gitDirOf } from '../hardening/known-settings.ts';

type Listing = {
  readonly submodules: readonly Submodule[];
  /** Files that somebody told git to take for unchanged (`assume-unchanged`), or not to look at (`skip-worktree`). */
  readonly assumed: readonly string[];
  readonly skipped: readonly string[];
};

const LONG = 256 * 1024 * 1024;

/** What an index holds beside plain files. */
export async function listIndex(worktree: string, env: Environment): Promise<Result<Listing>> {
  const listed = await gitText(worktree, ['ls-files', '-z', '--stage', '-v'], { env, maxOutput: LONG });
  if (!listed.ok) return listed;
  const [submodules, assumed, skipped]: [Submodule[], string[], string[]] = [[], [], []];
  for (const record of listed.value.split('\0')) {
    if (record.startsWith('H 100')) continue;
    const [, tag = '', mode, commit = '', name = ''] = /^(.) (\d+) (\w+) \d\t(.*)$/s.exec(record) ?? [];
    if (mode === '160000') submodules.push({ path: name, commit });
    if (/[a-z]/.test(tag)) assumed.push(name);
    else if (tag === 'S') skipped.push(name);
  }
  return ok({ submodules, assumed, skipped });
}

/** Lets git look again at the files of an index that it was told to take for unchanged. */
export async function showAssumed(worktree: string, env: Environment = {}): Promise<Result<unknown>> {
  const listed = await listIndex(worktree, env);
  return listed.ok ? clearFlags(worktree, env, listed.value.assumed) : listed;
}

/** Of these files. */
export async function clearFlags(
  worktree: string,
  env: Environment,
  names: readonly string[],
): Promise<Result<unknown>> {
  if (names.length === 0) return ok(true);
  const input = names.map((name) => `${name}\0`).join('');
  for (const flag of ['--no-assume-unchanged', '--no-skip-worktree']) {
    const shown = await git(worktree, ['update-index', flag, '-z', '--stdin'], { env, input });
    if (!shown.ok) return shown;
  }
  return ok(true);
}

type Remembered = { readonly stamp: string; readonly listing: Listing };
const remembered = new Map<string, Remembered>();
const MAX_REMEMBERED = 500;

/** What a worktree's own index holds beside plain files. Costs a process only when the index has changed. */
export async function listOwnIndex(worktree: string): Promise<Result<Listing>> {
  const stamp = stampOf(worktree);
  const before = remembered.get(worktree);
  if (before && before.stamp === stamp) return ok(before.listing);
  const listed = await listIndex(worktree, {});
  if (!listed.ok) return listed;
  if (remembered.size > MAX_REMEMBERED) remembered.clear();
  if (stamp !== undefined) remembered.set(worktree, { stamp, listing: listed.value });
  return listed;
}

function stampOf(worktree: string): string | undefined {
  const gitDir = gitDirOf(worktree);
  if (gitDir === undefined) return undefined;
  const index = path.join(gitDir, 'index');
  return `${index} ${fileStamp(statSync(index, { bigint: true, throwIfNoEntry: false }))}`;
}
