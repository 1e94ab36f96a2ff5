import { lstat } from 'node:fs/promises';
import { basename } from 'node:path';
import type { Repo } from '../../core/model/repo.ts';
import { isAlive } from '../../core/model/run.ts';
import { currentRun, type Thread, type Worktree } from '../../core/model/thread.ts';
import { fail, ok, type Result } from '../../core/result.ts';
import { revParse } from '../git/ancestry.ts';
import { addWorktree } from '../git/worktree.ts';
import { registeredAt, registrationOf } from '../git/worktrees/registration.ts';
import type { CheckpointShelf } from './checkpoints/shelf.ts';
import { claimFolder, sealFolder } from './owner.ts';
import { setAside } from './removal/set-aside.ts';
import type { Ground } from './removal/verify.ts';

type RebuildParts = Ground & {
  now(): number;
  readonly shelf: Pick<CheckpointShelf, 'list' | 'restore'>;
};

type Gone = { readonly worktree: Worktree; readonly clone: string };
type Rebuilt = { readonly worktrees: readonly Worktree[]; readonly checkpoint: number | undefined };

/**
 * Makes those worktrees of a thread again that are gone or half-made: from their branch, with what the newest checkpoint
 * holds beyond it, unless commits were made since. What is left of the old ones goes to the trash. A folder that is not
 * ours is never touched. Failures: run-alive, workspace-missing, workspace-whole, and those of registrationOf,
 * claimFolder, addWorktree and restore.
 */
export async function rebuildWorkspace(parts: RebuildParts, thread: Thread): Promise<Result<Rebuilt>> {
  if (isAlive(currentRun(thread)))
    return fail({ code: 'run-alive', message: 'Its agent is at work', next: 'Pause or stop the thread first' });
  if (thread.workspace.kind !== 'ready')
    return fail({ code: 'workspace-missing', message: `Thread #${String(thread.number)} has no workspace` });
  const { path: folder, worktrees } = thread.workspace;
  const gone = await whatIsGone(parts, worktrees);
  if (!gone.ok) return gone;
  if (gone.value.length === 0) return fail({ code: 'workspace-whole', message: `${folder} is as it should be` });
  const claimed = await claimFolder(folder, { thread: thread.thread, at: parts.now() });
  if (!claimed.ok) return claimed;
  for (const each of gone.value) {
    const made = await makeAgain(parts, each);
    if (!made.ok) return made;
  }
  await sealFolder(
    folder,
    worktrees.map(({ path }) => basename(path)),
    thread.workspace.ports,
  );
  const restored = await restoreNewest(parts, thread, gone.value);
  return restored.ok
    ? ok({ worktrees: gone.value.map(({ worktree }) => worktree), checkpoint: restored.value })
    : restored;
}

async function whatIsGone({ repo }: Ground, worktrees: readonly Worktree[]): Promise<Result<readonly Gone[]>> {
  const gone: Gone[] = [];
  for (const worktree of worktrees) {
    const clone = repo(worktree.repo)?.path;
    if (clone === undefined)
      return fail({ code: 'repo-not-found', message: `The repo of ${worktree.path} is not registered any more` });
    const registration = await registrationOf(clone, worktree.path);
    if (!registration.ok && registration.error.code !== 'worktree-missing') return registration;
    if (!registration.ok || registration.value.halfMade) gone.push({ worktree, clone });
  }
  return ok(gone);
}

async function makeAgain({ dataFolder, now }: RebuildParts, { worktree, clone }: Gone): Promise<Result<unknown>> {
  const { path, branch, base } = worktree;
  const registration = await registeredAt(clone, path);
  const stands = (await lstat(path).catch(() => undefined)) !== undefined;
  const left = [...(stands ? [path] : []), ...(registration === undefined ? [] : [registration])];
  const why = `What was left of ${path} when it was made again`;
  if (left.length > 0) await setAside(dataFolder, left, { at: now(), why });
  return addWorktree(clone, { path, branch, base });
}

/** The newest checkpoint is put back only where it was taken of the commit that the branch still stands at. */
async function restoreNewest(
  { shelf }: RebuildParts,
  thread: Thread,
  gone: readonly Gone[],
): Promise<Result<number | undefined>> {
  const list = await shelf.list(thread);
  if (!list.ok) return list;
  const newest = list.value.moments[0]?.number;
  const fitting: Repo['id'][] = [];
  for (const { worktree } of gone) {
    const part = list.value.moments.flatMap(({ parts }) => parts).find(({ repo }) => repo === worktree.repo);
    const head = await revParse(worktree.path, 'HEAD');
    if (!head.ok) return head;
    if (part && part.head === head.value) fitting.push(worktree.repo);
  }
  if (newest === undefined || fitting.length === 0) return ok(undefined);
  const restored = await shelf.restore(thread, newest, fitting);
  return restored.ok ? ok(newest) : restored;
}
