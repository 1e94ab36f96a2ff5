import type { CommitId } from '../../../core/ids.ts';
import type { Touch } from '../../../core/radar/touch.ts';
import { fail, ok, type Result } from '../../../core/result.ts';
import { git } from '../hardening/git.ts';

export type Stretch = { readonly base: CommitId; readonly head: CommitId };

export type Touched = { readonly stretch: Stretch; readonly touch: Touch };

/** Enough for the names of a million files. */
const LONG = 256 * 1024 * 1024;

/** What each head does to the files since its base, in the order asked for. One git process for all. */
export async function readTouches(repo: string, stretches: readonly Stretch[]): Promise<Result<readonly Touched[]>> {
  if (stretches.length === 0) return ok([]);
  const input = stretches.map(({ base, head }) => `${head} ${base}\n`).join('');
  // A tree is told itself (-t) only to learn which folders came and went. The base stands where a parent would.
  const args = [
    'diff-tree',
    '--stdin',
    '--always',
    '-m',
    '-r',
    '-t',
    '--raw',
    '-z',
    '--no-renames',
    '--no-abbrev',
    '--ignore-submodules=dirty',
  ];
  const output = await git(repo, args, { input, maxOutput: LONG });
  if (!output.ok) return output;
  if (output.value.truncated) return fail({ code: 'too-large', message: 'The branches change too many files.' });
  const touches = parseTouches(output.value.stdout);
  if (touches.length !== stretches.length)
    throw new Error(`git diff-tree told of ${String(touches.length)} of ${String(stretches.length)} stretches`);
  return ok(stretches.flatMap((stretch, at) => touches.slice(at, at + 1).map((touch) => ({ stretch, touch }))));
}

type OpenTouch = { readonly [K in keyof Touch]: Set<string> };

/** Format: git-diff-tree(1) with `--stdin` and `-z`: each commit's id, then its records, each with its path. */
function parseTouches(output: string): readonly Touch[] {
  const fields = output.split('\0').values();
  const touches: OpenTouch[] = [];
  for (const field of fields) {
    if (field.startsWith(':')) take(touches.at(-1), field, fields.next().value ?? '');
    else if (field !== '') touches.push(nothingTouched());
  }
  return touches;
}

function nothingTouched(): OpenTouch {
  return { files: new Set(), addedFiles: new Set(), addedFolders: new Set(), removedFolders: new Set() };
}

const FOLDER = '040000';
const NOTHING = '000000';

function take(touch: OpenTouch | undefined, record: string, path: string): void {
  const [before, after] = record.slice(1).split(' ');
  if (before === FOLDER || after === FOLDER) {
    if (before === NOTHING) touch?.addedFolders.add(path);
    if (after === NOTHING) touch?.removedFolders.add(path);
    return;
  }
  touch?.files.add(path);
  if (before === NOTHING) touch?.addedFiles.add(path);
}
