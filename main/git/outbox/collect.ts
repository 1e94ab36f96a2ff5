import { existsSync, lstatSync } from 'node:fs';
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { CommitId } from '../../../core/ids.ts';
import { fail, ok, type Result } from '../../../core/result.ts';
import { revParse } from '../ancestry.ts';
import { git, gitText } from '../hardening/git.ts';
import { turns } from '../hardening/turns.ts';
import { foldersOf, type Outbox } from './place.ts';

const MAX_PACK = 1024 * 1024 * 1024;

/**
 * Brings a contained agent's commits, and what it has staged, into the clone, and moves its branch there. Nothing is
 * believed: each object is hashed anew, and the branch moves only if everything it leads to is there. Doing it twice,
 * at once, or while the agent works, is safe. Without an outbox there is nothing to do.
 * Failures: outbox-spoilt, outbox-conflict, unknown-revision, and those of git.
 */
export function collectOutbox(outbox: Outbox): Promise<Result<true>> {
  return inTurn(outbox.folder, () => collect(outbox));
}

/** Two at once would each move the branch from where it was before the other. */
const inTurn = turns();

async function collect(outbox: Outbox): Promise<Result<true>> {
  // Written last when an outbox is made: without it no agent has ever been given this one.
  if (!existsSync(foldersOf(outbox).collected)) return ok(true);
  // First the branch, then the objects: so all that it leads to is among them.
  const head = await readBranch(outbox);
  if (!head.ok) return head;
  const brought = await bringObjects(outbox);
  if (!brought.ok) return brought;
  return head.value === undefined ? ok(true) : moveBranch(outbox, head.value);
}

async function readBranch(outbox: Outbox): Promise<Result<CommitId | undefined>> {
  const file = path.join(foldersOf(outbox).refs, path.basename(outbox.branch));
  const stats = lstatSync(file, { throwIfNoEntry: false });
  if (!stats) return ok(undefined);
  if (!stats.isFile() || stats.size > 100) return fail(spoilt(outbox, 'its branch is no plain file'));
  const head = CommitId.safeParse((await readFile(file, 'utf8')).trim());
  return head.success ? ok(head.data) : fail(spoilt(outbox, 'its branch names no commit'));
}

async function bringObjects(outbox: Outbox): Promise<Result<true>> {
  const { objects } = foldersOf(outbox);
  const strange = await firstStrange(objects);
  if (strange !== undefined) return fail(spoilt(outbox, `${strange} is neither a file nor a folder`));
  const env = { GIT_OBJECT_DIRECTORY: objects };
  const there = await gitText(outbox.clone, ['cat-file', '--batch-all-objects', '--batch-check=%(objectname)'], {
    env,
  });
  if (!there.ok || there.value === '') return there.ok ? ok(true) : there;
  const known = await gitText(outbox.clone, ['cat-file', '--batch-check=%(objectname)'], { input: there.value });
  if (!known.ok) return known;
  const missing = known.value.split('\n').flatMap((line) => /^(\w+) missing$/.exec(line)?.[1] ?? []);
  return missing.length === 0 ? ok(true) : bring(outbox, missing);
}

/** A link would have us read objects that are not the agent's to give. */
async function firstStrange(objects: string): Promise<string | undefined> {
  const entries = await readdir(objects, { recursive: true, withFileTypes: true });
  const strange = entries.find((entry) => !entry.isFile() && !entry.isDirectory());
  return strange && path.join(strange.parentPath, strange.name);
}

/** As a push would: packed on one side, and on the other unpacked into objects that bear their true names. */
async function bring(outbox: Outbox, ids: readonly string[]): Promise<Result<true>> {
  const common = await gitText(outbox.clone, ['rev-parse', '--path-format=absolute', '--git-path', 'objects']);
  if (!common.ok) return common;
  const folder = await mkdtemp(path.join(outbox.folder, 'import-'));
  try {
    return await bringPacked(outbox, ids, { folder, known: common.value.trim() });
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** All that is written on the way is in `folder`, so that a disk that is full is not left fuller. */
async function bringPacked(
  outbox: Outbox,
  ids: readonly string[],
  { folder, known }: { readonly folder: string; readonly known: string },
): Promise<Result<true>> {
  const alternates = [foldersOf(outbox).objects, known].join(path.delimiter);
  const env = { GIT_OBJECT_DIRECTORY: folder, GIT_ALTERNATE_OBJECT_DIRECTORIES: alternates };
  const packed = await gitText(outbox.clone, ['pack-objects', '-q', path.join(folder, 'pack')], {
    env,
    input: `${ids.join('\n')}\n`,
  });
  if (!packed.ok) return packed;
  const file = path.join(folder, `pack-${packed.value.trim()}.pack`);
  const { size } = lstatSync(file);
  if (size > MAX_PACK) return fail(spoilt(outbox, `it holds ${String(size)} bytes`));
  const unpacked = await git(outbox.clone, ['unpack-objects', '-q', '--strict'], { input: await readFile(file) });
  return unpacked.ok ? ok(true) : unpacked;
}

/** Only what the agent moved is moved here, and only from where it was when we last looked. */
async function moveBranch({ clone, branch, folder }: Outbox, head: CommitId): Promise<Result<true>> {
  const note = foldersOf({ folder }).collected;
  const last = (await readFile(note, 'utf8')).trim();
  if (head === last) return ok(true);
  const ref = `refs/heads/${branch}`;
  const before = await revParse(clone, ref);
  if (!before.ok) return before;
  if (before.value !== head) {
    if (before.value !== last) return fail(conflict(branch, { head, before: before.value }));
    const whole = await git(clone, ['rev-list', '--objects', '--quiet', head, '--not', before.value]);
    if (!whole.ok) return fail(spoilt({ folder }, `not all of ${head} is there: ${whole.error.message}`));
    const moved = await git(clone, ['update-ref', '-m', 'teatree: collected', ref, head, before.value]);
    if (!moved.ok) return moved;
  }
  await writeFile(note, `${head}\n`);
  return ok(true);
}

function conflict(branch: string, { head, before }: { readonly head: CommitId; readonly before: CommitId }) {
  const message = `The agent moved ${branch} to ${head}, and somebody else moved it to ${before}`;
  return { code: 'outbox-conflict', message, next: `Merge ${head} by hand; its objects are in the clone` };
}

function spoilt({ folder }: Pick<Outbox, 'folder'>, what: string) {
  const message = `What the agent committed cannot be taken over: ${what}`;
  return { code: 'outbox-spoilt', message, next: `Look into ${folder}; the clone was not changed` };
}
