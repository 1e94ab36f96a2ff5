import type { Repo } from '../../core/model/repo.ts';
import type { RepoId } from '../../core/ids.ts';
import { diffText } from '../git/diff.ts';
import type { WantedChange } from './changes.ts';

const mostBytes = 512 * 1024;

/** What the commits change, from the clone; undefined where the repo or they are gone. */
export function diffsOf(repo: (id: RepoId) => Repo | undefined) {
  return async ({ repo: id, base, head }: WantedChange): Promise<string | undefined> => {
    const clone = repo(id)?.path;
    const diff = clone === undefined ? undefined : await diffText(clone, { from: base, to: head, maxBytes: mostBytes });
    return diff?.ok ? diff.value.text : undefined;
  };
}
