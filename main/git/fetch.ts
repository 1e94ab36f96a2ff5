import type { CommitId } from '../../core/ids.ts';
import type { Result } from '../../core/result.ts';
import { revParse } from './ancestry.ts';
import { git } from './hardening/git.ts';

const FLAGS = [
  ...['--quiet', '--no-tags', '--no-prune', '--no-recurse-submodules', '--no-write-fetch-head'],
  ...['--no-auto-maintenance', '--upload-pack=git-upload-pack'],
];

/**
 * Brings `refs/remotes/<remote>/<branch>` up to date and returns its commit. Touches no working tree and no branch.
 * Failures: remote-unreachable, remote-denied, remote-branch-missing.
 */
export async function fetchBranch(
  repo: string,
  { remote, branch, signal }: { readonly remote: string; readonly branch: string; readonly signal?: AbortSignal },
): Promise<Result<CommitId>> {
  const tracking = `refs/remotes/${remote}/${branch}`;
  const fetched = await git(repo, ['fetch', ...FLAGS, '--', remote, `+refs/heads/${branch}:${tracking}`], {
    network: true,
    signal,
  });
  return fetched.ok ? revParse(repo, tracking) : fetched;
}
