import type { CommitId } from '../../core/ids.ts';
import type { Result } from '../../core/result.ts';
import { revParse } from './ancestry.ts';
import { addressOf } from './hardening/address.ts';
import { git } from './hardening/git.ts';
import type { Remote } from './repository.ts';

const FLAGS = [
  ...['--quiet', '--no-tags', '--no-prune', '--no-recurse-submodules', '--no-write-fetch-head'],
  ...['--no-auto-maintenance', '--upload-pack=git-upload-pack'],
];

/**
 * Brings `refs/remotes/<remote>/<branch>` up to date and returns its commit. Touches no working tree and no branch.
 * Failures: remote-changed, remote-unreachable, remote-denied, remote-branch-missing.
 */
export async function fetchBranch(
  repo: string,
  { remote, branch, signal }: { readonly remote: Remote; readonly branch: string; readonly signal?: AbortSignal },
): Promise<Result<CommitId>> {
  const from = await addressOf(repo, remote, 'fetch');
  if (!from.ok) return from;
  const tracking = `refs/remotes/${remote.name}/${branch}`;
  const fetched = await git(repo, ['fetch', ...FLAGS, '--', from.value.remote, `+refs/heads/${branch}:${tracking}`], {
    network: true,
    settings: from.value.settings,
    signal,
  });
  return fetched.ok ? revParse(repo, tracking) : fetched;
}
