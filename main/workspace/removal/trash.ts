import { chmod, lstat, mkdir, readdir, readFile, realpath, rename, rm, rmdir, writeFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { z } from 'zod';
import type { Thread } from '../../../core/model/thread.ts';
import { SetAside, TrashNote } from '../../../core/model/workspace/removal.ts';
import { fail, ok, type Result } from '../../../core/result.ts';
import { identityOf, registerAgain, unregister } from '../../git/worktrees/registration.ts';
import { placeOf } from '../place.ts';
import type { Owned } from './verify.ts';

export const NOTE = 'teatree-trash.json';
const keepMs = 7 * 86_400_000;

export type Trashed = { readonly folder: string; readonly note: TrashNote };

export function trashFolder(dataFolder: string): string {
  return join(dataFolder, 'trash');
}

/**
 * Moves a workspace into the trash beside it by one rename, looks that it arrived, and takes its worktrees off the
 * clones' lists. What git knew of them (index, logs, submodules) goes along, and so do the thread's scratch, session and
 * outbox. Every step can be taken again. Failure: trash-failed.
 */
export async function trashWorkspace(
  dataFolder: string,
  thread: Thread & { readonly workspace: { readonly kind: 'ready' } },
  {
    owned,
    at,
    checkpoint,
  }: { readonly owned: readonly Owned[]; readonly at: number; readonly checkpoint?: number | undefined },
): Promise<Result<Trashed>> {
  const { path, worktrees, ports } = thread.workspace;
  const folder = join(trashFolder(dataFolder), `${String(at)}-${basename(path)}`);
  await mkdir(folder, { recursive: true });
  const note: TrashNote = {
    ...{ thread: thread.thread, number: thread.number, title: thread.title, at, path, checkpoint, ports },
    worktrees: worktrees.map((each) => ({
      ...each,
      registration: owned.find(({ worktree }) => worktree === each)?.registration.folder ?? '',
    })),
  };
  // On the disk before the move: a workspace in the trash without it would be nobody's.
  await writeFile(join(folder, NOTE), JSON.stringify(note), { flush: true });
  const before = await identityOf(path);
  await rename(path, join(folder, 'workspace'));
  const arrived = (await identityOf(join(folder, 'workspace')).catch(() => '')) === before;
  if (!arrived || (await lstat(path).catch(() => undefined)))
    return fail({
      code: 'trash-failed',
      message: `${path} did not arrive in ${folder}`,
      next: 'Look into both folders',
    });
  await finishTrash(dataFolder, { folder, note });
  return ok({ folder, note });
}

/** What a power cut may leave undone: the folder is in the trash, and its clone still lists it. */
export async function finishTrash(dataFolder: string, { folder, note }: Trashed): Promise<void> {
  for (const { path, registration } of note.worktrees) {
    const there = await lstat(registration).catch(() => undefined);
    if (there?.isDirectory() && !(await lstat(path).catch(() => undefined)))
      await unregister({ folder: registration, halfMade: false }, keptAt(folder, path));
  }
  for (const [at, kept] of besides(dataFolder, { folder, note }))
    if ((await isThere(at)) && !(await isThere(kept))) await rename(at, kept);
}

/** The folders of a thread beside its workspace, and where in the trash each lies. */
function besides(dataFolder: string, { folder, note }: Trashed): readonly (readonly [at: string, kept: string])[] {
  const { scratch, state, outboxes } = placeOf(dataFolder, note);
  return [
    [scratch, join(folder, 'scratch')],
    [state, join(folder, 'session')],
    [outboxes, join(folder, 'outbox')],
  ];
}

async function isThere(path: string): Promise<boolean> {
  return (await lstat(path).catch(() => undefined)) !== undefined;
}

/** Where a worktree lies in the trash. */
export function trashedAt({ folder }: Trashed, worktree: string): string {
  return join(folder, 'workspace', basename(worktree));
}

function keptAt(folder: string, worktree: string): string {
  return join(folder, 'git', basename(worktree));
}

/** The workspaces in the trash of a data folder, newest first; what bears no note of ours is passed over. */
export async function listTrash(dataFolder: string): Promise<readonly Trashed[]> {
  const found = await readTrash(dataFolder, TrashNote);
  return [...found].sort((a, b) => b.note.at - a.note.at);
}

async function readTrash<T>(
  dataFolder: string,
  kind: z.ZodType<T>,
): Promise<readonly { readonly folder: string; readonly note: T }[]> {
  const all = trashFolder(dataFolder);
  const names = await readdir(all).catch(() => []);
  const found = await Promise.all(
    names.map(async (name) => {
      const text = await readFile(join(all, name, NOTE), 'utf8').catch(() => '');
      const note = kind.safeParse(parse(text)).data;
      return note === undefined ? [] : [{ folder: join(all, name), note }];
    }),
  );
  return found.flat();
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/**
 * Puts a workspace back where it stood, with the index, logs and submodules it had, and the folders beside it.
 * Failures: path-occupied, registration-taken.
 */
export async function restoreTrash(dataFolder: string, { folder, note }: Trashed): Promise<Result<TrashNote>> {
  const workspace = join(folder, 'workspace');
  const beside = besides(dataFolder, { folder, note });
  // An empty one was made for a run that did not begin.
  for (const [at] of beside) await rmdir(at).catch(() => undefined);
  for (const at of [note.path, ...beside.map(([each]) => each)])
    if (await isThere(at)) return fail({ code: 'path-occupied', message: `${at} exists`, next: 'Move it away first' });
  if (!(await isThere(workspace)))
    return fail({ code: 'workspace-missing', message: `${folder} holds no workspace any more` });
  for (const { path, registration } of note.worktrees) {
    if (!(await lstat(keptAt(folder, path)).catch(() => undefined))) continue;
    const again = await registerAgain({ folder: registration, worktree: path }, keptAt(folder, path));
    if (!again.ok) return again;
  }
  await mkdir(dirname(note.path), { recursive: true });
  await rename(workspace, note.path);
  for (const [at, kept] of beside) if (await isThere(kept)) await rename(kept, at);
  await rm(folder, { recursive: true });
  return ok(note);
}

/**
 * Deletes what has lain for seven days. Only folders that bear our note, inside the trash, and no links. `letGo` gives
 * back first what a workspace has outside its folders; one that cannot stays until it can.
 */
export async function emptyTrash(
  dataFolder: string,
  now: number,
  letGo: (workspace: Trashed) => Promise<boolean> = () => Promise.resolve(true),
): Promise<readonly string[]> {
  const home = await realpath(trashFolder(dataFolder)).catch(() => undefined);
  const gone: string[] = [];
  for (const { folder, note } of await readTrash(dataFolder, z.union([TrashNote, SetAside]))) {
    if (now - note.at < keepMs || (await realpath(folder)) !== join(home ?? '', basename(folder))) continue;
    if ('worktrees' in note && !(await letGo({ folder, note }))) continue;
    if (await deleted(folder)) gone.push(folder);
  }
  return gone;
}

/** Caches of package managers hold folders that even their owner may not write. What cannot go keeps nothing else back. */
async function deleted(folder: string): Promise<boolean> {
  const remove = () => rm(folder, { recursive: true, force: true });
  const gone = remove().catch(async () => {
    const inside = await readdir(folder, { recursive: true, withFileTypes: true });
    for (const each of inside.filter((entry) => entry.isDirectory()))
      await chmod(join(each.parentPath, each.name), 0o700).catch(() => undefined);
    await remove();
  });
  return gone.then(
    () => true,
    () => false,
  );
}
