import { mkdir, readFile, realpath, rename, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { CommitId } from '../../../core/ids.ts';
import { fail, ok, type Result } from '../../../core/result.ts';
import { git } from '../hardening/git.ts';
import { sharingProcessors } from './checkout-workers.ts';
import { registrationOf, type Registration } from './registration.ts';

export type Claim = {
  readonly clone: string;
  /** A detached worktree of that clone, checked out and clean. */
  readonly slot: string;
  /** Where it goes; nothing may stand there. */
  readonly target: string;
  readonly branch: string;
  readonly commit: CommitId;
};

/**
 * Turns a warm worktree into one on a new branch, somewhere else on the same file system. One call of git, whatever
 * the size of the repository: nothing is checked out and the index is not read. After a crash at any step, doing it
 * again goes on. Failures: slot-gone, slot-elsewhere, branch-exists.
 */
export async function claimWorktree({ clone, slot, target, branch, commit }: Claim): Promise<Result<string>> {
  const [registration, home] = await Promise.all([registrationOf(clone, slot), makeHome(target)]);
  if (!registration.ok) return fail({ code: 'slot-gone', message: registration.error.message });
  const head = await headOf(registration.value);
  const ref = `refs/heads/${branch}`;
  const isBegun = head === `ref: ${ref}`;
  if (!isBegun && head !== commit) return fail({ code: 'slot-elsewhere', message: `${slot} is not at ${commit}` });
  const real = path.join(home, path.basename(target));
  const { folder } = registration.value;
  const reason = 'branch: Created by teatree';
  const [made, putHead, putGitdir] = await Promise.all([
    isBegun ? ok(true) : git(clone, ['update-ref', '--create-reflog', '-m', reason, ref, commit, '']),
    draft(path.join(folder, 'HEAD'), `ref: ${ref}\n`),
    draft(path.join(folder, 'gitdir'), `${path.join(real, '.git')}\n`),
  ]);
  if (!made.ok) return fail({ code: 'branch-exists', message: made.error.message });
  await putHead();
  await putGitdir();
  await rename(slot, real);
  return ok(real);
}

/** The real path of the folder that a target goes into. */
async function makeHome(target: string): Promise<string> {
  await mkdir(path.dirname(target), { recursive: true });
  return realpath(path.dirname(target));
}

/** The commit a detached worktree stands at, or `ref: …`. */
async function headOf({ folder }: Registration): Promise<string> {
  return (await readFile(path.join(folder, 'HEAD'), 'utf8')).trim();
}

/** What a slot stands at: a commit, or the ref that a claim has begun to give it. Undefined: no worktree of this clone. */
export async function slotHead(clone: string, slot: string): Promise<string | undefined> {
  const registration = await registrationOf(clone, slot);
  return registration.ok ? (await headOf(registration.value)).replace(/^ref: /, '') : undefined;
}

/** Moves an idle slot to another commit. */
export async function advanceSlot(slot: string, commit: CommitId): Promise<Result<true>> {
  const moved = await sharingProcessors((workers) =>
    git(slot, ['checkout', '--quiet', '--detach', '--force', commit], { settings: [workers()] }),
  );
  return moved.ok ? ok(true) : moved;
}

/**
 * Writes the state of the files into the index. An index written in the same second as its files makes git read them
 * all again; after a second it does not.
 */
export async function settleIndex(slot: string): Promise<Result<true>> {
  const settled = await git(slot, ['update-index', '-q', '--refresh'], { accept: [0, 1] });
  return settled.ok ? ok(true) : settled;
}

/** Writes a file's new text beside it; the answer puts it in the place of the old one. */
async function draft(file: string, text: string): Promise<() => Promise<void>> {
  await writeFile(`${file}.teatree`, text);
  return () => rename(`${file}.teatree`, file);
}
