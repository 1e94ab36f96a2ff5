import type { CommitId } from '../../core/ids.ts';
import type { FileChange } from '../../core/model/file-change.ts';
import { ok, type Result } from '../../core/result.ts';
import { git, gitText, type GitOptions } from './hardening/git.ts';
import { withPrivateIndex } from './hardening/private-index.ts';

/** A tree may stand in the place of a commit. */
export type DiffRange = {
  readonly from: CommitId;
  /** `worktree`: the files as they are now, untracked ones included; the path given must be the worktree's. */
  readonly to: CommitId | 'worktree';
};

export type DiffText = { readonly text: string; readonly truncated: boolean };

const PLAIN = ['--no-ext-diff', '--no-textconv', '--no-color', '--find-renames', '--ignore-submodules=dirty'];
const UNIFIED = ['--patch', '--full-index', '--src-prefix=a/', '--dst-prefix=b/', '--unified=3'];
const MAX_TEXT = 1024 * 1024;

/** Every file that differs, with its added and deleted lines. */
export async function diffFiles(worktree: string, range: DiffRange): Promise<Result<readonly FileChange[]>> {
  return between(worktree, range, async (commits, options) => {
    const output = await gitText(
      worktree,
      ['diff', ...PLAIN, '--raw', '--no-abbrev', '--numstat', '-z', ...commits, '--'],
      options,
    );
    return output.ok ? ok(parseChanges(output.value)) : output;
  });
}

/** A unified diff, of all files or of `paths` only (for a renamed file name the old and the new path). */
export async function diffText(
  worktree: string,
  {
    paths = [],
    maxBytes = MAX_TEXT,
    ...range
  }: DiffRange & { readonly paths?: readonly string[]; readonly maxBytes?: number },
): Promise<Result<DiffText>> {
  return between(worktree, range, async (commits, options) => {
    const args = ['diff', ...PLAIN, ...UNIFIED, ...commits, '--', ...paths];
    const output = await git(worktree, args, { ...options, maxOutput: maxBytes });
    return output.ok ? ok({ text: output.value.stdout, truncated: output.value.truncated }) : output;
  });
}

const LOG = ['log', '--patch', '--no-merges', '--format=medium', '--no-decorate', '--no-notes', '--no-show-signature'];
/** Whatever the repository's attributes call binary is text here, so that nothing hides behind them. */
const ADDED = [...PLAIN, '--text', '--unified=0', '--src-prefix=a/', '--dst-prefix=b/'];
const MAX_PATCHES = 8 * 1024 * 1024;

/** What `commit` adds: the net difference to `base`, then each commit that `target` does not have, with its message. */
export async function addedPatches(
  repo: string,
  {
    base,
    target,
    commit,
  }: { readonly base: CommitId | undefined; readonly target: CommitId; readonly commit: CommitId },
): Promise<Result<DiffText>> {
  const options = { maxOutput: MAX_PATCHES };
  const net = base && (await git(repo, ['diff', ...ADDED, base, commit, '--'], options));
  if (net && !net.ok) return net;
  const each = await git(repo, [...LOG, ...ADDED, `${target}..${commit}`, '--'], options);
  if (!each.ok) return each;
  const truncated = each.value.truncated || (net?.value.truncated ?? false);
  return ok({ text: `${net?.value.stdout ?? ''}\n${each.value.stdout}`, truncated });
}

async function between<T>(
  worktree: string,
  { from, to }: DiffRange,
  diff: (commits: readonly string[], options: GitOptions) => Promise<Result<T>>,
): Promise<Result<T>> {
  if (to !== 'worktree') return diff([from, to], {});
  return withPrivateIndex(worktree, async ({ env, addAll }) => {
    const named = await addAll('names');
    return named.ok ? diff([from], { env }) : named;
  });
}

const STATES: Readonly<Record<string, FileChange['state']>> = {
  ...{ A: 'added', M: 'modified', D: 'deleted', R: 'renamed', C: 'copied', T: 'type-changed' },
};

/** Formats: git-diff(1), "RAW OUTPUT FORMAT" and `--numstat` with `-z`. The raw records come first. */
function parseChanges(output: string): readonly FileChange[] {
  const fields = output.split('\0');
  const next = () => fields.shift() ?? '';
  const changes = new Map<string, FileChange>();
  while (fields[0]?.startsWith(':')) {
    const { letter, blob } = rawRecord(next());
    const [oldPath, path] = 'RC'.includes(letter) ? [next(), next()] : [undefined, next()];
    const state = STATES[letter];
    // An unmerged file (U) comes a second time with what differs in the working tree.
    if (state) changes.set(path, { path, oldPath, state, added: undefined, deleted: undefined, blob });
  }
  while (fields.length > 1) {
    const [added = '-', deleted = '-', ...rest] = next().split('\t');
    const name = rest.join('\t');
    if (name === '') next();
    const path = name === '' ? next() : name;
    const change = changes.get(path);
    if (change && added !== '-') changes.set(path, { ...change, added: Number(added), deleted: Number(deleted) });
  }
  return [...changes.values()];
}

/** `:100644 100644 <blob before> <blob now> R086`; a blob that is not known is all zeros. */
function rawRecord(record: string): { readonly letter: string; readonly blob: string | undefined } {
  const [, , before = '', now = '', status = ''] = record.split(' ');
  const letter = status.slice(0, 1);
  const blob = letter === 'D' ? before : now;
  return { letter, blob: /^0*$/.test(blob) ? undefined : blob };
}
