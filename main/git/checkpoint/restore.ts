import { fail, ok, type Result } from '../../../core/result.ts';
import { git, gitText } from '../hardening/git.ts';
import { withCapture } from './capture.ts';
import { showAssumed } from './index-flags.ts';
import type { Checkpoint } from './list.ts';
import { storeCheckpoint, type SaveOptions } from './save.ts';

export type Restored = {
  /** The number under which the state before is kept. */
  readonly before: number;
  /**
   * What a restore leaves alone: submodules and repositories inside, which have files or commits of their own, and
   * what was ignored until now and is no longer: nobody took it for work, so it is neither saved nor cleared away.
   */
  readonly left: readonly string[];
};

/**
 * Puts the files and the index of a checkpoint into a worktree, whatever stands there; that is saved first, as the
 * checkpoint that `save` describes. HEAD stays where it is. What came back is read again and compared.
 * Failures: restore-refused (a file that is in no checkpoint would be overwritten), restore-incomplete.
 */
export async function restoreCheckpoint(
  worktree: string,
  checkpoint: Checkpoint,
  save: SaveOptions,
): Promise<Result<Restored>> {
  const precious = [...new Set([...(save.precious ?? []), ...checkpoint.note.precious])];
  const options = { ...save, precious, also: checkpoint.files };
  const placed = await withCapture(worktree, options, async (present) => {
    const stored = await storeCheckpoint(worktree, present, options);
    if (!stored.ok) return stored;
    // Entries of repositories inside came without the state of their files.
    const fresh = await git(worktree, ['update-index', '-q', '--refresh'], { env: present.env, accept: [0, 1] });
    if (!fresh.ok) return fresh;
    const read = await git(worktree, ['read-tree', '-m', '-u', present.files, checkpoint.files], { env: present.env });
    return read.ok ? ok(present.files) : read;
  });
  if (!placed.ok) return /overwritten|not uptodate/.test(placed.error.message) ? refused(placed.error.message) : placed;
  const staged = await stage(worktree, checkpoint);
  if (!staged.ok) return staged;
  const left = await compare(worktree, { before: placed.value, wanted: checkpoint.files }, options);
  return left.ok ? ok({ before: save.number, left: left.value }) : left;
}

function refused(message: string) {
  const next = 'Move the files that git names away, then restore again; nothing was changed';
  return fail({ code: 'restore-refused', message, next });
}

/** After a conflict nothing is staged: a file with conflict marks would look ready to commit. */
async function stage(worktree: string, { note, files, head }: Checkpoint): Promise<Result<unknown>> {
  const tree = note.unmerged ? head : (note.index ?? files);
  const read = () => git(worktree, ['read-tree', ...(tree === undefined ? ['--empty'] : ['--reset', tree])]);
  const index = await read();
  if (!index.ok) {
    // What git was told to take for unchanged is never reset where another kind of entry takes its place.
    const shown = await showAssumed(worktree);
    const again = shown.ok ? await read() : shown;
    if (!again.ok) return index;
  }
  return git(worktree, ['update-index', '-q', '--refresh'], { accept: [0, 1] });
}

/** Reads what stands there now. Anything else than wanted means that it did not all come back, but for what is left alone. */
async function compare(
  worktree: string,
  { before, wanted }: { readonly before: string; readonly wanted: string },
  options: SaveOptions & { readonly also: string },
): Promise<Result<readonly string[]>> {
  return withCapture(worktree, options, async (now): Promise<Result<readonly string[]>> => {
    if (now.files === wanted) return ok([]);
    const differing = await changesOf(worktree, wanted, now.files);
    if (!differing.ok) return differing;
    const since = await changesOf(worktree, before, now.files);
    if (!since.ok) return since;
    const appeared = new Set(since.value.filter(isNew).map(({ path }) => path));
    const isLeftAlone = (change: Change) =>
      change.meta.split(' ', 2).some((mode) => mode.endsWith('160000')) ||
      now.nested.some((name) => change.path.startsWith(name)) ||
      (isNew(change) && appeared.has(change.path));
    const wrong = differing.value.filter((change) => !isLeftAlone(change)).map(({ path }) => path);
    if (wrong.length === 0) return ok([...new Set(differing.value.map(({ path }) => path))]);
    const message = `Not all of the checkpoint came back: ${wrong.slice(0, 5).join(', ')}`;
    const next = `What stood here before is checkpoint ${String(options.number)}`;
    return fail({ code: 'restore-incomplete', message, next });
  });
}

/** `meta` as git prints it: modes, blobs, and a letter for what happened. */
type Change = { readonly meta: string; readonly path: string };

const isNew = ({ meta }: Change) => meta.endsWith(' A');

async function changesOf(worktree: string, from: string, to: string): Promise<Result<readonly Change[]>> {
  const output = await gitText(worktree, ['diff-tree', '-r', '-z', '--raw', '--no-renames', from, to]);
  if (!output.ok) return output;
  const fields = output.value.split('\0');
  return ok(fields.flatMap((meta, at) => (meta.startsWith(':') ? [{ meta, path: fields[at + 1] ?? '' }] : [])));
}
