import { watch, type FSWatcher } from 'node:fs';
import { lstat, readdir } from 'node:fs/promises';
import { basename, join, sep } from 'node:path';
import { setImmediate as pass } from 'node:timers/promises';

/** Notices that something below some folders may have changed, without reading any of it. */
export type TreeWatch = {
  /** Moves with each change until now. Undefined, for good: it cannot be told. */
  turn(): Promise<number | undefined>;
  /** What has changed after a turn, as absolute paths; also a folder that came, but not what is in it. Undefined: not known any more. */
  changedSince(turn: number): readonly string[] | undefined;
  stop(): void;
};

/** Each costs the system a watch; a tree with more is looked through by git each time. */
const mostFolders = 3000;
/** So many at once may be more than the system can queue, and it says nothing of those it drops. */
const mostAtOnce = 4000;
/** So many names are kept. */
const mostNames = 1000;

/**
 * Watches folders with all below them, but for `.git` and those in `leaveOut`. What is left out is chosen by the ignore
 * files, so when one of them changes the watch is over. Only Linux tells of single folders at no cost.
 */
export async function watchTree(
  roots: readonly string[],
  leaveOut: ReadonlySet<string>,
  most = mostFolders,
): Promise<TreeWatch> {
  const watchers = new Map<string, FSWatcher>();
  let lost = process.platform !== 'linux';
  const names = latestNames();
  let asked = 0;
  let looking = Promise.resolve();
  const began = await placesOf(roots);

  function stop(): void {
    lost = true;
    for (const watcher of watchers.values()) watcher.close();
    watchers.clear();
  }

  async function add(folder: string): Promise<void> {
    if (lost || watchers.has(folder) || leaveOut.has(folder) || basename(folder) === '.git') return;
    if (watchers.size >= most) return stop();
    try {
      const watcher = watch(folder, { persistent: false }, (kind, name) => changed(folder, kind, name));
      watcher.on('error', stop);
      watchers.set(folder, watcher);
      // After it is watched: what comes now is either listed or told.
      for (const each of await foldersIn(folder)) await add(each);
    } catch (error) {
      // Gone again, which is told where it stood; or there are no watches left.
      if (!isGone(error)) stop();
    }
  }

  function changed(folder: string, kind: string, name: string | null): void {
    if (name !== null) names.note(join(folder, name));
    if (name === null || name === '.gitignore' || names.turn() - asked > mostAtOnce) return stop();
    if (kind !== 'rename') return;
    // Something came, went, or another thing stands there now.
    const path = join(folder, name);
    looking = looking.then(async () => {
      letGo(watchers, path);
      if (await isFolder(path)) await add(path);
    });
  }

  for (const root of roots) await add(root);
  if (roots.some((root) => !watchers.has(root))) stop();
  return {
    stop,
    changedSince: names.since,
    async turn() {
      await allIsTold();
      await looking;
      asked = names.turn();
      // What was moved away takes its watches along.
      if ((await placesOf(roots)) !== began) stop();
      return lost ? undefined : asked;
    },
  };
}

/** Each name with the latest turn that it changed in; each change is a turn. */
function latestNames() {
  const turns = new Map<string, number>();
  let [turn, forgotten] = [0, 0];
  return {
    turn: () => turn,
    note(name: string): void {
      turn += 1;
      if (turns.size >= mostNames) {
        turns.clear();
        forgotten = turn;
      }
      turns.set(name, turn);
    },
    since: (before: number): readonly string[] | undefined =>
      before < forgotten ? undefined : [...turns].flatMap(([name, at]) => (at > before ? [name] : [])),
  };
}

/** Of a folder and all below it. */
function letGo(watchers: Map<string, FSWatcher>, path: string): void {
  for (const [folder, watcher] of watchers) {
    if (folder !== path && !folder.startsWith(path + sep)) continue;
    watcher.close();
    watchers.delete(folder);
  }
}

/** Which folders really stand there. */
async function placesOf(roots: readonly string[]): Promise<string> {
  const stats = await Promise.all(roots.map((root) => lstat(root, { bigint: true }).catch(() => undefined)));
  return stats.map((each) => `${String(each?.dev)}:${String(each?.ino)}`).join(' ');
}

/** Between the two passes comes what the system has to tell by now. */
async function allIsTold(): Promise<void> {
  await pass();
  await pass();
}

async function foldersIn(folder: string): Promise<readonly string[]> {
  const entries = await readdir(folder, { withFileTypes: true });
  return entries.filter((entry) => entry.isDirectory()).map(({ name }) => join(folder, name));
}

async function isFolder(path: string): Promise<boolean> {
  const stats = await lstat(path).catch(() => undefined);
  return stats?.isDirectory() === true;
}

function isGone(error: unknown): boolean {
  return error instanceof Error && 'code' in error && (error.code === 'ENOENT' || error.code === 'ENOTDIR');
}
