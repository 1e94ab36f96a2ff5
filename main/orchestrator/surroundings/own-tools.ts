import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';

const FOLDERS = ['node_modules/.bin', '.venv/bin', 'vendor/bin'];
const cache = new Map<string, { readonly changed: number; readonly names: readonly string[] }>();
const MOST_CACHED = 500;

/** Names of the programs that the repos of these worktrees have installed. Read again when a folder changed. */
export function ownTools(worktrees: readonly { readonly path: string }[]): readonly string[] {
  return worktrees.flatMap(({ path }) => FOLDERS.flatMap((folder) => namesIn(join(path, folder))));
}

function namesIn(folder: string): readonly string[] {
  const changed = statSync(folder, { throwIfNoEntry: false })?.mtimeMs;
  if (changed === undefined) return [];
  const known = cache.get(folder);
  if (known?.changed === changed) return known.names;
  const names = readdirSync(folder);
  if (cache.size >= MOST_CACHED) cache.clear();
  cache.set(folder, { changed, names });
  return names;
}
