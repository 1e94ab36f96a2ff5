import { CommitId } from '../../core/ids.ts';
import { ok, type Result } from '../../core/result.ts';
import { addressOf, type RemoteAddress } from './hardening/address.ts';
import { isUnreachable } from './hardening/failures.ts';
import { gitText } from './hardening/git.ts';

/** What a remote says about one of its branches. `unreachable`: nothing is known. */
export type RemoteBranch =
  | { readonly kind: 'known'; readonly commit: CommitId }
  | { readonly kind: 'absent' }
  | { readonly kind: 'unreachable'; readonly reason: string };

const FLAGS = ['ls-remote', '--quiet', '--upload-pack=git-upload-pack'];

/** Asks the remote itself, so it is the truth of this moment. Failure: remote-changed. */
export async function readRemoteBranch(
  repo: string,
  {
    remote,
    branch,
    signal,
  }: { readonly remote: RemoteAddress; readonly branch: string; readonly signal?: AbortSignal },
): Promise<Result<RemoteBranch>> {
  const ref = `refs/heads/${branch}`;
  const at = await addressOf(repo, remote, 'fetch');
  if (!at.ok) return at;
  const { settings } = at.value;
  const output = await gitText(repo, [...FLAGS, '--', at.value.remote, ref], { network: true, settings, signal });
  if (!output.ok)
    return isUnreachable(output.error) ? ok({ kind: 'unreachable', reason: output.error.message }) : output;
  // The remote matches the end of names, so `x/refs/heads/main` would come too.
  const line = output.value.split('\n').find((text) => text.endsWith(`\t${ref}`));
  const commit = CommitId.safeParse(line?.split('\t')[0]);
  return ok(commit.success ? { kind: 'known', commit: commit.data } : { kind: 'absent' });
}

/** The branch that the remote's HEAD stands for; undefined when it stands for none. */
export async function readRemoteDefaultBranch(
  repo: string,
  remote: RemoteAddress,
): Promise<Result<string | undefined>> {
  const at = await addressOf(repo, remote, 'fetch');
  if (!at.ok) return at;
  const { settings } = at.value;
  const output = await gitText(repo, [...FLAGS, '--symref', '--', at.value.remote, 'HEAD'], {
    network: true,
    settings,
  });
  return output.ok ? ok(/^ref: refs\/heads\/(.+)\tHEAD$/m.exec(output.value)?.[1]) : output;
}
