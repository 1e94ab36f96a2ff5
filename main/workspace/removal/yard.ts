import { lstat, readdir } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { CommitId } from '../../../core/ids.ts';
import type { Report } from '../../../core/loop/command.ts';
import { isAlive } from '../../../core/model/run.ts';
import { currentLanding, currentRun, type Thread } from '../../../core/model/thread.ts';
import type { WorkspaceRow } from '../../../core/model/workspace/removal.ts';
import { fail, ok, type Result } from '../../../core/result.ts';
import { forgetExpired } from '../checkpoints/forget.ts';
import type { ShelfParts } from '../checkpoints/shelf.ts';
import { readMarker } from '../owner.ts';
import { placeOf, workspacesFolder } from '../place.ts';
import { removeWorkspace, type RemovalParts, type Word } from './remove.ts';
import { emptyTrash, finishTrash, listTrash, restoreTrash, type Trashed } from './trash.ts';
import { asItStands, takeBackUnmade } from './unfinished.ts';
import { verifyWorkspace } from './verify.ts';

const minute = 60_000;
/** A drop may be a slip; after a landing people like to look once more. */
const graceMs = { dropped: 10 * minute, landed: 24 * 60 * minute };

export type YardParts = RemovalParts &
  Pick<ShelfParts, 'retention' | 'steadyNow'> & {
    threads(): Iterable<Thread>;
    /** Gives back what a workspace has outside its folders before it is deleted; false: not yet. */
    letGo?(workspace: Trashed): Promise<boolean>;
    report(event: Extract<Report, { type: `workspace.${string}` }>): Promise<Result<unknown>>;
  };

/** Where finished threads' workspaces go, and come back from. */
export type WorkspaceYard = {
  list(): Promise<readonly WorkspaceRow[]>;
  remove(thread: Thread, force: boolean): Promise<Result<{ readonly trash: string }>>;
  restore(thread: Thread): Promise<Result<{ readonly path: string }>>;
  /** The teardowns that are owed by now, and the trash whose time is over. */
  clearAway(): Promise<void>;
};

export function workspaceYard(parts: YardParts): WorkspaceYard {
  return {
    list: () => list(parts),
    remove: async (thread, force) => {
      if (!finishedAt(thread))
        return fail({ code: 'thread-unfinished', message: 'Its thread is not done', next: 'Land or drop it first' });
      const trashed = await remove(parts, thread, force ? 'force' : 'clean');
      return trashed.ok ? ok({ trash: trashed.value.folder }) : trashed;
    },
    restore: (thread) => restore(parts, thread),
    clearAway: () => clearAway(parts),
  };
}

/** When a thread was dropped or landed; undefined while it is worked on. */
export function finishedAt(thread: Thread): { readonly at: number; readonly how: keyof typeof graceMs } | undefined {
  if (thread.dropped) return { at: thread.dropped.at, how: 'dropped' };
  const ended = currentLanding(thread)?.ended;
  return ended?.outcome === 'landed' ? { at: ended.at, how: 'landed' } : undefined;
}

async function remove(parts: YardParts, thread: Thread, word: Word): Promise<Result<Trashed>> {
  const standing = await asItStands(parts, thread);
  const path = standing.workspace.kind === 'ready' ? standing.workspace.path : undefined;
  const before = (await listTrash(parts.dataFolder)).find(
    ({ note }) => note.path === path && note.thread === thread.thread,
  );
  const moved = before && path !== undefined && !(await isThere(path));
  // A power cut came between the rename and its record.
  if (moved) await finishTrash(parts.dataFolder, before);
  const trashed = moved ? ok(before) : await removeWorkspace(parts, standing, word);
  if (!trashed.ok) return trashed;
  const { folder, note } = trashed.value;
  const recorded = await parts.report({
    ...{ type: 'workspace.removed', thread: thread.thread },
    ...{ trash: basename(folder), checkpoint: note.checkpoint },
  });
  return recorded.ok ? trashed : recorded;
}

async function restore(parts: YardParts, thread: Thread): Promise<Result<{ readonly path: string }>> {
  if (thread.workspace.kind === 'ready')
    return fail({
      code: 'workspace-there',
      message: `${thread.workspace.path} stands`,
      next: 'There is nothing to do',
    });
  const trashed = (await listTrash(parts.dataFolder)).find(({ note }) => note.thread === thread.thread);
  if (!trashed)
    return fail({
      code: 'not-in-trash',
      message: `The workspace of thread #${String(thread.number)} is not in the trash any more`,
      next: 'Its branch and its checkpoints are in the clone: refs/teatree/checkpoints',
    });
  const restored = await restoreTrash(parts.dataFolder, trashed);
  if (!restored.ok) return restored;
  const { path, ports, worktrees } = restored.value;
  const back = worktrees.map(({ registration: _, base, ...each }) => ({ ...each, base: CommitId.parse(base) }));
  const recorded = await parts.report({
    ...{ type: 'workspace.prepared', thread: thread.thread, path, ports, worktrees: back, restored: true },
  });
  return recorded.ok ? ok({ path }) : recorded;
}

async function clearAway(parts: YardParts): Promise<void> {
  const now = parts.now();
  for (const thread of parts.threads()) {
    const finished = finishedAt(thread);
    if (!finished || now - finished.at < graceMs[finished.how]) continue;
    const { workspace } = await asItStands(parts, thread);
    const stands = workspace.kind === 'ready' && !workspace.restored;
    // What it refuses stays, and `workspace list` says why.
    if (stands && !isAlive(currentRun(thread))) await remove(parts, thread, 'held');
    if (workspace.kind !== 'ready') await takeBackUnmade(parts, thread);
    await forgetExpired(parts, thread, true);
  }
  await emptyTrash(parts.dataFolder, parts.steadyNow?.() ?? now, parts.letGo);
}

async function list(parts: YardParts): Promise<readonly WorkspaceRow[]> {
  const threads = [...parts.threads()];
  const standing = await Promise.all(threads.map((thread) => rowOf(parts, thread)));
  const known = new Set(threads.map((thread) => basename(placeOf(parts.dataFolder, thread).folder)));
  const folder = workspacesFolder(parts.dataFolder);
  const names = await readdir(folder).catch(() => []);
  const orphans = await Promise.all(
    names.filter((name) => !known.has(name)).map((name) => orphanRow(join(folder, name))),
  );
  const trash = (await listTrash(parts.dataFolder)).map(({ folder: at, note }): WorkspaceRow => {
    const text = `removed ${new Date(note.at).toISOString()}; teatree workspace restore ${String(note.number)}`;
    return { name: basename(at), path: at, thread: note.thread, number: note.number, state: 'removed', text };
  });
  return [...standing.filter((row) => row !== undefined), ...orphans, ...trash];
}

async function rowOf(parts: YardParts, recorded: Thread): Promise<WorkspaceRow | undefined> {
  const thread = finishedAt(recorded) ? await asItStands(parts, recorded) : recorded;
  if (thread.workspace.kind !== 'ready') return undefined;
  const { path } = thread.workspace;
  const row = { name: basename(path), path, thread: thread.thread, number: thread.number };
  const owned = await verifyWorkspace(parts, thread);
  if (!owned.ok) return { ...row, state: 'quarantined', text: owned.error.message };
  return finishedAt(thread)
    ? { ...row, state: 'removable', text: 'its thread is done' }
    : { ...row, state: 'in-use', text: thread.title };
}

async function orphanRow(path: string): Promise<WorkspaceRow> {
  const marker = await readMarker(path);
  const text = marker
    ? `made for ${marker.thread}, which the journal does not know; nothing removes it`
    : 'not made by teatree; nothing touches it';
  return { name: basename(path), path, thread: undefined, number: undefined, state: 'orphaned', text };
}

async function isThere(path: string): Promise<boolean> {
  return (await lstat(path).catch(() => undefined)) !== undefined;
}
