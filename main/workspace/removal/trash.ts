import { lstat, mkdir, readdir, readFile, realpath, rename, rm, writeFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import type { Thread } from '../../../core/model/thread.ts';
import { TrashNote } from '../../../core/model/workspace/removal.ts';
import { fail, ok, type Result } from '../../../core/result.ts';
import { registerAgain, unregister } from '../../git/worktrees/registration.ts';
import { identityOf } from '../owner.ts';
import type { Owned } from './verify.ts';

const NOTE = 'teatree-trash.json';
const keepMs = 7 * 86_400_000;

export type Trashed = { readonly folder: string; readonly note: TrashNote };

function trashFolder(dataFolder: string): string {
  return join(dataFolder, 'trash');
}

/**
 * Moves a workspace into the trash beside it by one rename, looks that it arrived, and takes its worktrees off the
 * clones' lists. What git knew of them (index, logs, submodules) goes along. Every step can be taken again.
 * Failure: trash-failed.
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
  await writeFile(join(folder, NOTE), JSON.stringify(note));
  const before = await identityOf(path);
  await rename(path, join(folder, 'workspace'));
  const arrived = (await identityOf(join(folder, 'workspace')).catch(() => '')) === before;
  if (!arrived || (await lstat(path).catch(() => undefined)))
    return fail({
      code: 'trash-failed',
      message: `${path} did not arrive in ${folder}`,
      next: 'Look into both folders',
    });
  await finishTrash({ folder, note });
  return ok({ folder, note });
}

/** What a power cut may leave undone: the folder is in the trash, and its clone still lists it. */
export async function finishTrash({ folder, note }: Trashed): Promise<void> {
  for (const { path, registration } of note.worktrees) {
    const there = await lstat(registration).catch(() => undefined);
    if (there?.isDirectory() && !(await lstat(path).catch(() => undefined)))
      await unregister({ folder: registration, halfMade: false }, keptAt(folder, path));
  }
}

function keptAt(folder: string, worktree: string): string {
  return join(folder, 'git', basename(worktree));
}

/** The trash of a data folder, newest first; what bears no note of ours is passed over. */
export async function listTrash(dataFolder: string): Promise<readonly Trashed[]> {
  const all = trashFolder(dataFolder);
  const names = await readdir(all).catch(() => []);
  const found = await Promise.all(names.map((name) => readTrash(join(all, name))));
  return found.filter((each) => each !== undefined).sort((a, b) => b.note.at - a.note.at);
}

async function readTrash(folder: string): Promise<Trashed | undefined> {
  const text = await readFile(join(folder, NOTE), 'utf8').catch(() => undefined);
  const note = text === undefined ? undefined : TrashNote.safeParse(parse(text)).data;
  return note && { folder, note };
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** Puts a workspace back where it stood, with the index, logs and submodules it had. Failures: path-occupied, registration-taken. */
export async function restoreTrash({ folder, note }: Trashed): Promise<Result<TrashNote>> {
  const workspace = join(folder, 'workspace');
  if (await lstat(note.path).catch(() => undefined))
    return fail({ code: 'path-occupied', message: `${note.path} exists`, next: 'Move it away first' });
  if (!(await lstat(workspace).catch(() => undefined)))
    return fail({ code: 'workspace-missing', message: `${folder} holds no workspace any more` });
  for (const { path, registration } of note.worktrees) {
    if (!(await lstat(keptAt(folder, path)).catch(() => undefined))) continue;
    const again = await registerAgain({ folder: registration, halfMade: false }, keptAt(folder, path));
    if (!again.ok) return again;
  }
  await mkdir(dirname(note.path), { recursive: true });
  await rename(workspace, note.path);
  await rm(folder, { recursive: true });
  return ok(note);
}

/** Deletes what has lain for seven days. Only folders that bear our note, inside the trash, and no links. */
export async function emptyTrash(dataFolder: string, now: number): Promise<readonly string[]> {
  const home = await realpath(trashFolder(dataFolder)).catch(() => undefined);
  const gone: string[] = [];
  for (const { folder, note } of await listTrash(dataFolder)) {
    if (now - note.at < keepMs || (await realpath(folder)) !== join(home ?? '', basename(folder))) continue;
    await rm(folder, { recursive: true, force: true });
    gone.push(folder);
  }
  return gone;
}
