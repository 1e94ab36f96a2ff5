import { CommitId } from '../../core/ids.ts';
import { ok, type Result } from '../../core/result.ts';
import { isUnreachable } from './hardening/failures.ts';
import { gitText } from './hardening/git.ts';

/** What a remote says about one of its branches. `unreachable`: nothing is known. */
export type RemoteBranch =
  | { readonly kind: 'known'; readonly commit: CommitId }
  | { readonly kind: 'absent' }
  | { readonly kind: 'unreachable'; readonly reason: string };

const FLAGS = ['ls-remote', '--quiet', '--upload-pack=git-upload-pack'];

/** Asks the remote itself, so it is the truth of this moment. `remote` is a name or an address. */
export async function readRemoteBranch(
  repo: string,
  { remote, branch, signal }: { readonly remote: string; readonly branch: string; readonly signal?: AbortSignal },
): Promise<Result<RemoteBranch>> {
  const ref = `refs/heads/${branch}`;
  const output = await gitText(repo, [...FLAGS, '--', remote, ref], { network: true, signal });
  if (!output.ok)
    return isUnreachable(output.error) ? ok({ kind: 'unreachable', reason: output.error.message }) : output;
  // The remote matches the end of names, so `x/refs/heads/main` would come too.
  const line = output.value.split('\n').find((text) => text.endsWith(`\t${ref}`));
  const commit = CommitId.safeParse(line?.split('\t')[0]);
  return ok(commit.success ? { kind: 'known', commit: commit.data } : { kind: 'absent' });
}

/** The branch that the remote's HEAD stands for; undefined when it stands for none. */
export async function readRemoteDefaultBranch(repo: string, remote: string): Promise<Result<string | undefined>> {
  const output = await gitText(repo, [...FLAGS, '--symref', '--', remote, 'HEAD'], { network: true });
  return output.ok ? ok(/^ref: refs\/heads\/(.+)\tHEAD$/m.exec(output.value)?.[1]) : output;
}
