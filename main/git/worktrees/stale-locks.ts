import { lstat, readdir, realpath } from 'node:fs/promises';
import path from 'node:path';
import { registeredAt } from './registration.ts';

const LOCKS = ['index.lock', 'HEAD.lock', 'config.lock', 'packed-refs.lock', 'shallow.lock'];
/** The longest calls of git hold a lock for seconds. */
const STALE_MS = 10 * 60_000;

/**
 * Locks that a git which died has left in a clone or in what it keeps about these worktrees: nobody can commit until
 * they are gone. Only those older than ten minutes.
 */
export async function staleLocks(clone: string, worktrees: readonly string[], now: number): Promise<readonly string[]> {
  const common = await realpath(path.join(clone, '.git')).catch(() => undefined);
  const registered = await Promise.all(worktrees.map((worktree) => registeredAt(clone, worktree)));
  const folders = [common, ...registered].filter((each) => each !== undefined);
  const named = folders.flatMap((folder) => LOCKS.map((name) => path.join(folder, name)));
  const stale: string[] = [];
  for (const file of [...named, ...(common === undefined ? [] : await locksOnRefs(common))]) {
    const stats = await lstat(file).catch(() => undefined);
    if (stats?.isFile() && now - stats.mtimeMs > STALE_MS) stale.push(file);
  }
  return stale;
}

/** No branch may be called so: what ends like that in this folder is a lock. */
async function locksOnRefs(common: string): Promise<readonly string[]> {
  const refs = path.join(common, 'refs');
  const names = await readdir(refs, { recursive: true }).catch(() => []);
  return names.filter((name) => name.endsWith('.lock')).map((name) => path.join(refs, name));
}
