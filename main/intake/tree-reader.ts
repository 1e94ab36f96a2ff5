import type { Result } from '../../core/result.ts';
import { ok } from '../../core/result.ts';
import { readFileAt } from '../git/show.ts';

/** Text of a file in one tree; undefined when the tree has no such file. */
export type TreeReader = (path: string) => Promise<Result<string | undefined>>;

/** Reads from a revision, never from the working tree. */
export function treeReader(repo: string, revision: string): TreeReader {
  return async (path) => {
    const file = await readFileAt(repo, { commit: revision, path });
    if (!file.ok) return file;
    return ok(file.value.kind === 'found' ? file.value.text : undefined);
  };
}
