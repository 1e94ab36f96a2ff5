import { randomUUID } from 'node:crypto';
import { mkdir, readdir, readFile, rename, rm, rmdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { z } from 'zod';
import type { CommitId } from '../../../core/ids.ts';
import type { Repo } from '../../../core/model/repo.ts';
import { parseJson } from '../../../core/parse-json.ts';
import { fail, type Result } from '../../../core/result.ts';
import { revParse } from '../../git/ancestry.ts';
import { addWorktree, removeWorktree } from '../../git/worktree.ts';
import { advanceSlot, claimWorktree, settleIndex, slotHead } from '../../git/worktrees/claim.ts';
import { identityOf, isSameFolder, registrationOf } from '../../git/worktrees/registration.ts';
import { setAside } from '../removal/set-aside.ts';

/** Worktrees made ahead of time, per repo, each detached at the head of the default branch. */
export type Pool = {
  /** Gives a warm worktree to a thread: on `branch`, at `target`. Failure `pool-empty`: there is none at that commit. */
  claim(repo: Repo, wish: Wish): Promise<Result<string>>;
  /** Makes what is missing, moves what is behind, removes what is too much; one thing at a time, in the background. */
  tend(repos: Iterable<Repo>): Promise<void>;
  /** Ends what `tend` is at; what it has begun is made anew next time. */
  stop(): void;
};

export type Wish = { readonly branch: string; readonly base: CommitId; readonly target: string };
export type PoolOptions = {
  readonly dataFolder: string;
  /** Worktrees kept ready per repo. */
  size(): number;
  /** How long after its files an index is written. */
  readonly settleMs?: number;
};

/** Says that the pool owns a slot; under the name of a draft, that it is not whole. */
const NOTE = '.teatree-pool.json';
const DRAFT = `${NOTE}.draft`;
/** `made`: which folder the worktree is, once it is there. */
const Note = z.object({ owner: z.literal('pool'), repo: z.string(), clone: z.string(), made: z.string().optional() });
type Note = z.infer<typeof Note>;
const SETTLE_MS = 1100;
/** Refusals of one slot that say nothing about another one. */
const NEXT_SLOT = ['slot-gone', 'slot-elsewhere'];

/** With the slots that somebody changes just now. */
type Held = PoolOptions & { readonly held: Set<string>; readonly signal: AbortSignal };

export function createPool(parts: PoolOptions): Pool {
  const abort = new AbortController();
  const options: Held = { ...parts, held: new Set(), signal: abort.signal };
  let tending: Promise<void> = Promise.resolve();
  return {
    claim: (repo, wish) => claim(options, repo, wish),
    tend(repos) {
      tending = tending.then(async () => {
        for (const repo of [...repos]) if (!abort.signal.aborted) await tendRepo(options, repo);
      });
      return tending;
    },
    stop: () => abort.abort(),
  };
}

type Slot = { readonly folder: string; readonly tree: string };

function poolOf({ dataFolder }: PoolOptions, repo: Repo): string {
  return join(dataFolder, 'pool', repo.id);
}

/** The whole slots of a repo, oldest first. */
async function slotsOf(options: PoolOptions, repo: Repo): Promise<readonly Slot[]> {
  const home = poolOf(options, repo);
  const slots: Slot[] = [];
  for (const name of (await readdir(home).catch(() => [])).sort()) {
    const folder = join(home, name);
    if (await isOurs(folder, repo)) slots.push({ folder, tree: join(folder, 'tree') });
  }
  return slots;
}

async function isOurs(folder: string, repo: Repo, ...names: readonly string[]): Promise<boolean> {
  return (await noteOf(folder, repo, names.length > 0 ? names : [NOTE])) !== undefined;
}

async function noteOf(folder: string, repo: Repo, names: readonly string[]): Promise<Note | undefined> {
  for (const name of names) {
    const text = await readFile(join(folder, name), 'utf8').catch(() => '{}');
    const note = Note.safeParse(parseJson(text)).data;
    if (note?.repo === repo.id && note.clone === repo.path) return note;
  }
  return undefined;
}

async function claim(options: Held, repo: Repo, { branch, base, target }: Wish): Promise<Result<string>> {
  for (const { folder, tree } of await slotsOf(options, repo)) {
    if (options.held.has(folder)) continue;
    options.held.add(folder);
    const claimed = await claimWorktree({ clone: repo.path, slot: tree, target, branch, commit: base });
    // What is left of the slot is cleared away with the next look.
    options.held.delete(folder);
    if (claimed.ok || !NEXT_SLOT.includes(claimed.error.code)) return claimed;
  }
  return fail({ code: 'pool-empty', message: `No warm worktree of ${repo.name} is at ${base}` });
}

async function tendRepo(options: Held, repo: Repo): Promise<void> {
  const head = await revParse(repo.path, `refs/remotes/${repo.remote.name}/${repo.defaultBranch}`);
  if (!head.ok) return;
  await clearLeft(options, repo);
  const slots = await slotsOf(options, repo);
  for (const slot of slots.slice(options.size()))
    await held(options, slot, () => drop(options, repo, { ...slot, half: false }));
  for (const slot of slots.slice(0, options.size()))
    if ((await slotHead(repo.path, slot.tree)) !== head.value)
      await held(options, slot, () => advance(options, slot, head.value));
  for (let missing = options.size() - slots.length; missing > 0; missing -= 1) await fill(options, repo, head.value);
}

/** Nobody gets a slot while it changes. */
async function held({ held: folders }: Held, { folder }: Slot, work: () => Promise<void>): Promise<void> {
  if (folders.has(folder)) return;
  folders.add(folder);
  await work().finally(() => folders.delete(folder));
}

/** The note is gone meanwhile: what a crash leaves half-way is made anew. */
async function advance(options: Held, { folder, tree }: Slot, commit: CommitId): Promise<void> {
  await rename(join(folder, NOTE), join(folder, DRAFT));
  const moved = await advanceSlot(tree, commit);
  if (!moved.ok) return;
  await settle(options, tree);
  await rename(join(folder, DRAFT), join(folder, NOTE));
}

async function fill(options: Held, repo: Repo, commit: CommitId): Promise<void> {
  const folder = join(poolOf(options, repo), `${String(Date.now())}-${randomUUID()}`);
  const tree = join(folder, 'tree');
  await mkdir(folder, { recursive: true });
  const note: Note = { owner: 'pool', repo: repo.id, clone: repo.path };
  await writeFile(join(folder, DRAFT), JSON.stringify(note));
  const added = await addWorktree(repo.path, { path: tree, commit, signal: options.signal });
  if (!added.ok) return;
  await writeFile(join(folder, DRAFT), JSON.stringify({ ...note, made: await identityOf(tree) }));
  await settle(options, tree);
  await rename(join(folder, DRAFT), join(folder, NOTE));
}

async function settle({ settleMs = SETTLE_MS }: PoolOptions, tree: string): Promise<void> {
  await sleep(settleMs, undefined, { ref: false });
  await settleIndex(tree);
}

/** Clears away what claims have left, and what a crash left in the middle of filling or moving. */
async function clearLeft(options: Held, repo: Repo): Promise<void> {
  const home = poolOf(options, repo);
  for (const name of await readdir(home).catch(() => [])) {
    const folder = join(home, name);
    const slot = { folder, tree: join(folder, 'tree') };
    const whole = (await isOurs(folder, repo)) && (await slotHead(repo.path, slot.tree)) !== undefined;
    if (!whole && (await isOurs(folder, repo, DRAFT, NOTE)))
      await held(options, slot, () => drop(options, repo, { ...slot, half: true }));
  }
}

/**
 * Nobody works in a slot, so nothing in it can be lost; git still refuses a whole one with changes, and then it stays, like
 * any other folder in its place. What cannot be proven to be the folder that was made, because a crash came before the
 * note or in the middle of a claim, goes to the trash.
 */
async function drop(
  { dataFolder }: Held,
  repo: Repo,
  { folder, tree, half }: Slot & { readonly half: boolean },
): Promise<void> {
  const made = (await noteOf(folder, repo, [NOTE, DRAFT]))?.made;
  const stands = await identityOf(tree).catch(() => undefined);
  const registration = await registrationOf(repo.path, tree);
  if (stands === undefined || (made !== undefined && registration.ok)) {
    const removed = await removeWorktree(repo.path, { path: tree, made: made ?? '', force: half });
    if (!removed.ok) return;
  } else if (made === undefined || isSameFolder(made, stands)) {
    const left = [tree, ...(registration.ok ? [registration.value.folder] : [])];
    await setAside(dataFolder, left, { at: Date.now(), why: `${tree} was never finished, or its claim was not` });
  } else return;
  for (const name of [NOTE, DRAFT]) await rm(join(folder, name), { force: true });
  // Not empty: something was put there, so it stays.
  await rmdir(folder).catch(() => undefined);
}
