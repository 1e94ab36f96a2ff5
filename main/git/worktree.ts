import { lstat, mkdir, realpath, rmdir } from 'node:fs/promises';
import path from 'node:path';
import { CommitId } from '../../core/ids.ts';
import { fail, ok, type Failure, type Result } from '../../core/result.ts';
import { git, gitText } from './hardening/git.ts';
import type { Setting } from './hardening/settings.ts';
import { sharingProcessors } from './worktrees/checkout-workers.ts';
import { forgetWorktree, identityOf, isSameFolder, registrationOf } from './worktrees/registration.ts';

export type Worktree = {
  /** Real path. */
  readonly path: string;
  readonly head: CommitId | undefined;
  /** Undefined: HEAD is detached. */
  readonly branch: string | undefined;
  /** The reason of a lock; git itself locks with `initializing` while it makes a worktree. */
  readonly locked: string | undefined;
  /** The folder is gone, only the registration is left. */
  readonly missing: boolean;
};

export type AddedWorktree = { readonly path: string; readonly created: boolean };

type AddOptions = { readonly path: string; readonly signal?: AbortSignal | undefined } & (
  | { readonly branch: string; readonly base: string }
  /** A detached worktree, for checks and scratch work. */
  | { readonly commit: string }
);

/**
 * Adds a worktree: on `branch`, made from `base` and never tracking it, or detached at `commit`. Running it twice is
 * safe: an existing worktree on that branch is returned as it is, one whose folder is gone is made again, and a branch
 * that exists already is checked out where it stands. Nothing that stands there is removed, also where it is half-made:
 * a call that was cancelled or cut short may leave that, and whoever owns the place sets it aside.
 * Failures: path-occupied, worktree-half-made, branch-in-use, unknown-revision, cancelled.
 */
export async function addWorktree(repo: string, options: AddOptions): Promise<Result<AddedWorktree>> {
  return sharingProcessors((workers) => add(repo, options, workers));
}

async function add(repo: string, options: AddOptions, workers: () => Setting): Promise<Result<AddedWorktree>> {
  await mkdir(path.dirname(options.path), { recursive: true });
  const target = path.join(await realpath(path.dirname(options.path)), path.basename(options.path));
  const existing = await findWorktree(repo, target);
  if (!existing.ok) return existing;
  if (existing.value) {
    const state = stateOf(existing.value, options);
    if (state === 'ready') return ok({ path: target, created: false });
    if (state === 'foreign') return fail(occupied(target, existing.value));
    const forgotten = await forgetUnmade(repo, target);
    if (!forgotten.ok) return forgotten;
  }
  const position = await positionOf(repo, target, options);
  if (!position.ok) return position;
  const added = await git(repo, ['worktree', 'add', '--quiet', ...position.value], {
    ...{ settings: [workers()], signal: options.signal },
  });
  return added.ok ? ok({ path: target, created: true }) : fail(explainAdd(target, added.error));
}

/** An empty folder is what a git leaves that was killed before the first file. */
async function forgetUnmade(repo: string, target: string): Promise<Result<true>> {
  await rmdir(target).catch(() => undefined);
  await forgetWorktree(repo, target);
  const stands = await lstat(target).catch(() => undefined);
  if (!stands) return ok(true);
  const message = `${target} is a worktree that was never finished.`;
  return fail({ code: 'worktree-half-made', message, next: 'Look into it and move it away' });
}

/** All worktrees of a repository, the primary one first. */
export async function listWorktrees(repo: string): Promise<Result<readonly Worktree[]>> {
  const output = await gitText(repo, ['worktree', 'list', '--porcelain', '-z']);
  return output.ok ? ok(output.value.split('\0\0').filter(Boolean).map(parseWorktree)) : output;
}

/**
 * The only way in which a worktree is deleted, and only for those in which nobody works: threads' own go to the trash. The
 * caller owns the place by a marker and has on record that it made one there, with its identity (`made`); the real path,
 * the inode and git's own list have to agree. Its branch stays. One that is gone already is forgotten.
 * Failures: worktree-replaced, worktree-not-registered; worktree-dirty (changed or untracked files), unless `force`.
 */
export async function removeWorktree(
  repo: string,
  { path: folder, made, force = false }: { readonly path: string; readonly made: string; readonly force?: boolean },
): Promise<Result<undefined>> {
  const registration = await registrationOf(repo, folder);
  if (!registration.ok && registration.error.code === 'worktree-missing') {
    await forgetWorktree(repo, folder);
    return ok(undefined);
  }
  if (!registration.ok) return registration;
  if (!isSameFolder(made, await identityOf(folder)))
    return fail({ code: 'worktree-replaced', message: `${folder} is not the folder that was made` });
  const removed = await git(repo, ['worktree', 'remove', ...(force ? ['--force', '--force'] : []), '--', folder]);
  if (removed.ok) return ok(undefined);
  if (!/modified or untracked/.test(removed.error.message)) return removed;
  const message = `${folder} holds changes that are not committed.`;
  return fail({ code: 'worktree-dirty', message, next: 'Save a checkpoint, then remove it with force.' });
}

/**
 * Makes these paths of a worktree what a commit has, in the working tree and the index: copied where the commit has
 * them, removed where it has not. Other paths are not touched.
 */
export async function copyPaths(
  worktree: string,
  { commit, paths }: { readonly commit: CommitId; readonly paths: readonly string[] },
): Promise<Result<true>> {
  const there = await gitText(worktree, ['ls-tree', '-z', '--name-only', '--full-tree', commit, '--', ...paths]);
  if (!there.ok) return there;
  const wanted = there.value.split('\0').filter(Boolean);
  const removed = await git(worktree, ['rm', '-r', '-q', '-f', '--ignore-unmatch', '--', ...paths]);
  if (!removed.ok) return removed;
  if (wanted.length === 0) return ok(true);
  const copied = await git(worktree, ['checkout', '-q', commit, '--', ...wanted]);
  return copied.ok ? ok(true) : copied;
}

/** Sets a detached worktree back to `base` and leaves its files and index: all that came after is staged. */
export async function stageSince(worktree: string, base: CommitId): Promise<Result<true>> {
  const reset = await git(worktree, ['reset', '--soft', '--quiet', base]);
  return reset.ok ? ok(true) : reset;
}

/** Deletes a local branch that holds nothing beyond `heldBy`. One that does, or is checked out somewhere, stays. */
export async function deleteBranch(
  repo: string,
  { branch, heldBy }: { readonly branch: string; readonly heldBy: string },
): Promise<Result<boolean>> {
  const name = `refs/heads/${branch}`;
  const held = await git(repo, ['merge-base', '--is-ancestor', name, heldBy], { accept: [0, 1, 128] });
  if (!held.ok || held.value.exitCode !== 0) return held.ok ? ok(false) : held;
  const deleted = await git(repo, ['branch', '--quiet', '-D', '--', branch], { accept: [0, 1] });
  return deleted.ok ? ok(deleted.value.exitCode === 0) : deleted;
}

/** Forgets worktrees whose folders are gone. */
export async function pruneWorktrees(repo: string): Promise<Result<undefined>> {
  const pruned = await git(repo, ['worktree', 'prune']);
  return pruned.ok ? ok(undefined) : pruned;
}

async function findWorktree(repo: string, target: string): Promise<Result<Worktree | undefined>> {
  const all = await listWorktrees(repo);
  return all.ok ? ok(all.value.find((worktree) => worktree.path === target)) : all;
}

function parseWorktree(record: string): Worktree {
  const lines = new Map(record.split('\0').map((line) => [line.split(' ')[0], line.slice(line.indexOf(' ') + 1)]));
  return {
    path: lines.get('worktree') ?? '',
    head: CommitId.safeParse(lines.get('HEAD')).data,
    branch: lines.get('branch')?.replace('refs/heads/', ''),
    locked: lines.get('locked'),
    missing: lines.has('prunable'),
  };
}

function stateOf(existing: Worktree, options: AddOptions): 'ready' | 'half-made' | 'foreign' {
  if (existing.missing || existing.locked === 'initializing') return 'half-made';
  if ('branch' in options) return existing.branch === options.branch ? 'ready' : 'foreign';
  return existing.branch === undefined && existing.head === options.commit ? 'ready' : 'foreign';
}

async function positionOf(repo: string, target: string, options: AddOptions): Promise<Result<readonly string[]>> {
  if (!('branch' in options)) return ok(['--detach', '--', target, options.commit]);
  const branch = await git(repo, ['show-ref', '--verify', '--quiet', `refs/heads/${options.branch}`], {
    accept: [0, 1],
  });
  if (!branch.ok) return branch;
  if (branch.value.exitCode === 0) return ok(['--', target, options.branch]);
  return ok(['--no-track', '-b', options.branch, '--', target, options.base]);
}

function occupied(target: string, { branch }: Worktree): Failure {
  const message = `${target} is already a worktree ${branch === undefined ? 'with a detached HEAD' : `on ${branch}`}.`;
  return { code: 'path-occupied', message, next: 'Choose another folder, or remove that worktree.' };
}

function explainAdd(target: string, failure: Failure): Failure {
  if (/already (checked out|used by worktree)/.test(failure.message)) {
    return { code: 'branch-in-use', message: failure.message, next: 'Remove the worktree that has the branch.' };
  }
  if (!failure.message.includes('already exists')) return failure;
  return { code: 'path-occupied', message: `${target} exists already.`, next: 'Choose another folder.' };
}
