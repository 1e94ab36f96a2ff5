import { fail, ok, type Result } from '../../../core/result.ts';
import { git, gitText } from '../hardening/git.ts';
import { withCapture } from './capture.ts';
import type { Checkpoint } from './list.ts';
import { storeCheckpoint, type SaveOptions } from './save.ts';

export type Restored = {
  /** The number under which the state before is kept. */
  readonly before: number;
  /** What a restore leaves alone: submodules and repositories inside, which have files or commits of their own. */
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
    return git(worktree, ['read-tree', '-m', '-u', present.files, checkpoint.files], { env: present.env });
  });
  if (!placed.ok) return /overwritten|not uptodate/.test(placed.error.message) ? refused(placed.error.message) : placed;
  const staged = await stage(worktree, checkpoint);
  if (!staged.ok) return staged;
  const left = await compare(worktree, checkpoint, options);
  return left.ok ? ok({ before: save.number, left: left.value }) : left;
}

function refused(message: string) {
  const next = 'Move the files that git names away, then restore again; nothing was changed';
  return fail({ code: 'restore-refused', message, next });
}

/** After a conflict nothing is staged: a file with conflict marks would look ready to commit. */
async function stage(worktree: string, { note, files, head }: Checkpoint): Promise<Result<unknown>> {
  const tree = note.unmerged ? head : (note.index ?? files);
  const index = await git(worktree, ['read-tree', ...(tree === undefined ? ['--empty'] : ['--reset', tree])]);
  if (!index.ok) return index;
  return git(worktree, ['update-index', '-q', '--refresh'], { accept: [0, 1] });
}

async function compare(
  worktree: string,
  { files }: Checkpoint,
  options: SaveOptions & { readonly also: string },
): Promise<Result<readonly string[]>> {
  return withCapture(worktree, options, async (now): Promise<Result<readonly string[]>> => {
    if (now.files === files) return ok([]);
    const output = await gitText(worktree, ['diff-tree', '-r', '-z', '--raw', '--no-renames', files, now.files]);
    if (!output.ok) return output;
    const fields = output.value.split('\0');
    const all = fields.flatMap((meta, at) => (meta.startsWith(':') ? [{ meta, path: fields[at + 1] ?? '' }] : []));
    const own = ({ meta, path }: (typeof all)[number]) =>
      meta.split(' ', 2).some((mode) => mode.endsWith('160000')) || now.nested.some((name) => path.startsWith(name));
    const wrong = all.filter((each) => !own(each)).map(({ path }) => path);
    if (wrong.length === 0) return ok([...new Set(all.map(({ path }) => path))]);
    const message = `Not all of the checkpoint came back: ${wrong.slice(0, 5).join(', ')}`;
    const next = `What stood here before is checkpoint ${String(options.number)}`;
    return fail({ code: 'restore-incomplete', message, next });
  });
}
