import { randomUUID } from 'node:crypto';
import { lstat, mkdir, rename, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fail, ok } from '../../../core/result.ts';
import type { Result } from '../../../core/result.ts';
import { isIgnored } from '../../git/status.ts';
import { cleanEnvironment } from '../../process/environment.ts';
import { run } from '../../process/run.ts';

type Seed = {
  /** The person's clone. It is only read. */
  readonly from: string;
  readonly to: string;
  readonly path: string;
  readonly scratch: string;
  readonly signal: AbortSignal;
};

const copySeconds = 900;
/** Shares blocks on the disk where the file system can, and keeps links as they are. */
const COPY = process.platform === 'darwin' ? ['-Rcp'] : ['-a', '--reflink=auto'];

/**
 * Copies something that git ignores from the clone into a fresh worktree. It appears there whole or not at all; what
 * the clone has not, or the worktree has already, is passed over. Failures: seed-failed, cancelled.
 */
export async function seed({ from, to, path, scratch, signal }: Seed): Promise<Result<true>> {
  const [source, target] = [join(from, path), join(to, path)];
  if (!(await isThere(source)) || (await isThere(target))) return ok(true);
  const ignored = await isIgnored(to, path);
  if (!ignored.ok) return ignored;
  if (!ignored.value)
    return failed(
      path,
      'git does not ignore it, so it would become part of the change',
      'Name only ignored paths in `seed`',
    );
  const obstacle = (await obstacleOn(from, path)) ?? (await obstacleOn(to, path));
  if (obstacle !== undefined) return failed(path, obstacle, 'Name a path without links in `seed`');
  await mkdir(dirname(target), { recursive: true });
  const draft = join(scratch, `seed-${randomUUID()}`);
  await mkdir(scratch, { recursive: true });
  const args = [...COPY, '--', source, draft];
  const copied = await run({
    file: 'cp',
    args,
    cwd: scratch,
    env: cleanEnvironment(),
    timeoutMs: copySeconds * 1000,
    signal,
  });
  if (copied.ok && copied.value.exitCode === 0) {
    await rename(draft, target);
    return ok(true);
  }
  await rm(draft, { recursive: true, force: true });
  if (signal.aborted) return fail({ code: 'cancelled', message: `Copying ${path} was stopped` });
  const why = copied.ok ? copied.value.stderr.trim().slice(-500) : copied.error.message;
  return failed(path, why, 'Look at the free space, or take it out of `seed`');
}

/** Why a path below a folder is not reached by plain folders alone: behind a link nothing is read or written. */
async function obstacleOn(root: string, path: string): Promise<string | undefined> {
  let at = root;
  for (const name of path.split('/').slice(0, -1)) {
    at = join(at, name);
    const stats = await lstat(at).catch(() => undefined);
    if (!stats) return undefined;
    if (!stats.isDirectory()) return `${at}, on its way, is ${stats.isSymbolicLink() ? 'a link' : 'no folder'}`;
  }
  return undefined;
}

async function isThere(path: string): Promise<boolean> {
  return (await lstat(path).catch(() => undefined)) !== undefined;
}

function failed(path: string, why: string, next: string): Result<never> {
  return fail({ code: 'seed-failed', message: `${path} could not be copied: ${why}`, next });
}
