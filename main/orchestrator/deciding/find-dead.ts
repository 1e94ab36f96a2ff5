import type { Repo } from '../../../core/model/repo.ts';
import type { Evidence } from '../../../core/model/deciding/decision.ts';
import { headsOf } from '../../../core/model/change-set.ts';
import type { Head } from '../../../core/model/change-set.ts';
import type { Thread } from '../../../core/model/thread.ts';
import { named } from '../../../core/brief/quote.ts';
import { pathsIn } from '../../../core/signals/references.ts';
import { readCommit, revParse } from '../../git/ancestry.ts';
import { deletionOf } from '../../git/read/deletion.ts';
import { mergeTrees } from '../../git/merge.ts';

type Repos = (id: Repo['id']) => Repo | undefined;

/** What shows that there is nothing left to do for a thread. What cannot be looked at shows nothing. */
export async function findDead(thread: Thread, repo: Repos): Promise<readonly Evidence[]> {
  const heads = headsOf(thread.changes);
  if (heads.length > 0) {
    const there = await Promise.all(heads.map((head) => isThere(head, repo)));
    if (!there.every(Boolean)) return [];
    const text = 'Everything it changed is on the default branch already: merging it changes nothing there';
    return [{ kind: 'already-landed', text }];
  }
  return thread.runs.length === 0 ? pathsGone(thread, repo) : [];
}

/** Also true of commits that were squashed or picked by hand. */
async function isThere({ repo: id, commit }: Head, repo: Repos): Promise<boolean> {
  const known = repo(id);
  if (!known) return false;
  const target = await readCommit(known.path, defaultBranch(known));
  if (!target.ok) return false;
  const merged = await mergeTrees(known.path, { ours: target.value.id, theirs: commit });
  return merged.ok && merged.value.kind === 'merged' && merged.value.tree === target.value.tree;
}

/** Every file that the goal names was there and has been deleted. */
async function pathsGone({ goal, repos }: Thread, repo: Repos): Promise<readonly Evidence[]> {
  const paths = pathsIn(goal).slice(0, 10);
  const [id, ...others] = repos;
  const known = id && others.length === 0 ? repo(id) : undefined;
  if (!known || paths.length === 0) return [];
  const head = await revParse(known.path, defaultBranch(known));
  if (!head.ok) return [];
  const deleted: string[] = [];
  for (const path of paths) {
    const deletion = await deletionOf(known.path, { commit: head.value, path });
    if (!deletion.ok || deletion.value === undefined) return [];
    deleted.push(`${named(path, 200)} in ${deletion.value.slice(0, 10)}`);
  }
  return [{ kind: 'paths-gone', text: `All files that its goal names have been deleted: ${deleted.join(', ')}` }];
}

function defaultBranch({ remote, defaultBranch: branch }: Repo): string {
  return `refs/remotes/${remote.name}/${branch}`;
}
