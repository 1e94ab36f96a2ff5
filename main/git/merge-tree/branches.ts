import { CommitId } from '../../../core/ids.ts';
import { ok, type Result } from '../../../core/result.ts';
import { gitText } from '../hardening/git.ts';

const KINDS = ['refs/heads/', 'refs/remotes/', 'refs/'];

/** Every branch by each of its names: `main`, `origin/main`, `refs/heads/main`. A local one comes before a remote one. */
export async function readBranches(repo: string): Promise<Result<ReadonlyMap<string, CommitId>>> {
  const format = '--format=%(refname)%00%(objectname)';
  const listed = await gitText(repo, ['for-each-ref', format, 'refs/heads', 'refs/remotes']);
  if (!listed.ok) return listed;
  const branches = new Map<string, CommitId>();
  for (const line of listed.value.split('\n').filter(Boolean)) {
    const [ref = '', id] = line.split('\0');
    const short = KINDS.flatMap((kind) => (ref.startsWith(kind) ? [ref.slice(kind.length)] : []));
    for (const name of [ref, ...short]) if (!branches.has(name)) branches.set(name, CommitId.parse(id));
  }
  return ok(branches);
}
