import { opendir, stat } from 'node:fs/promises';
import { basename, join } from 'node:path';
import type { RepoSearch } from '../../core/contract/welcome-methods.ts';

/** Where people keep clones; looked at before the rest of the home folder. */
const usual = [
  'src',
  'code',
  'projects',
  'dev',
  'work',
  'repos',
  'git',
  'workspace',
  'Documents',
  'Developer',
  'go/src',
];
/** Folders full of what others made. */
const skipped = new Set(['node_modules', 'vendor', 'target', 'dist', 'build', 'Library', 'snap', 'venv', 'AppData']);
const deepest = 4;
const mostFolders = 20_000;
const mostFound = 200;
const mostEntries = 2000;

/**
 * Looks for clones below `home`, a folder at a time, so that the factory's own work goes on in between. Only names are
 * read; a link is never followed, and nothing inside a clone or a hidden folder is looked at.
 */
export function createCloneSearch(home: string) {
  let stopped = true;
  let state: RepoSearch['state'] | undefined;
  let folders = 0;
  let round = 0;
  let found: RepoSearch['found'] = [];

  async function look(): Promise<void> {
    const mine = (round += 1);
    const goesOn = () => !stopped && mine === round;
    ({ stopped, state, folders, found } = { stopped: false, state: 'looking', folders: 0, found: [] });
    const seen = new Set<string>();
    const queue = [...usual.map((place) => ({ path: join(home, place), depth: 1 })), { path: home, depth: 0 }];
    for (let next = queue.shift(); next && goesOn(); next = queue.shift()) {
      if (seen.has(next.path)) continue;
      seen.add(next.path);
      if (folders >= mostFolders || found.length >= mostFound) break;
      folders += 1;
      const below = await foldersIn(next.path);
      if (!goesOn()) break;
      if (below.clone) found = [...found, await clone(next.path)].sort((a, b) => b.usedAt - a.usedAt);
      else if (next.depth < deepest)
        queue.push(
          ...below.names.map((name) => ({ path: join(next?.path ?? home, name), depth: (next?.depth ?? 0) + 1 })),
        );
    }
    if (mine === round) state = stopped || queue.length > 0 ? 'cut' : 'done';
  }

  return {
    /** How it stands; the first question begins it. */
    status(): RepoSearch {
      if (state === undefined) void look();
      return { state: state ?? 'looking', folders, found };
    },
    anew: () => void look(),
    stop: () => void (stopped = true),
  };
}

type Below = { readonly clone: boolean; readonly names: readonly string[] };

async function foldersIn(path: string): Promise<Below> {
  const names: string[] = [];
  try {
    let entries = 0;
    for await (const entry of await opendir(path)) {
      // A worktree's `.git` is a file: it belongs to a clone that is found by itself.
      if (entry.name === '.git' && entry.isDirectory()) return { clone: true, names: [] };
      if ((entries += 1) > mostEntries) break;
      if (entry.isDirectory() && !entry.name.startsWith('.') && !skipped.has(entry.name)) names.push(entry.name);
    }
  } catch (error) {
    // What may not be read, or is gone again, has nothing for us.
    if (!(error instanceof Error && 'code' in error)) throw error;
  }
  return { clone: false, names: names.sort() };
}

async function clone(path: string): Promise<RepoSearch['found'][number]> {
  const head = await stat(join(path, '.git', 'index')).catch(() => undefined);
  return { path, name: basename(path), usedAt: head?.mtimeMs ?? 0 };
}
