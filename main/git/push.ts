import type { CommitId } from '../../core/ids.ts';
import { fail, ok, type Result } from '../../core/result.ts';
import { isAncestor } from './ancestry.ts';
import { addressOf, type RemoteAddress } from './hardening/address.ts';
import { isUnreachable, redact, sayings } from './hardening/failures.ts';
import { git, type GitOutput } from './hardening/git.ts';
import { readRemoteBranch } from './ls-remote.ts';

export type PushOptions = {
  readonly remote: RemoteAddress;
  readonly branch: string;
  readonly commit: CommitId;
  /** What the branch must be on the remote at the moment of the push; undefined: it must not exist. */
  readonly expected: CommitId | undefined;
  readonly signal?: AbortSignal;
};

export type PushOutcome =
  /** The remote says that the branch is at `commit` now, by this push or already before it. */
  | { readonly kind: 'pushed' }
  /** The branch was not at `expected`; nothing was changed. */
  | { readonly kind: 'stale'; readonly reason: string }
  /** The remote refused (a hook, a protection); nothing was changed. */
  | { readonly kind: 'rejected'; readonly reason: string }
  /** The connection failed: the remote may or may not have taken the push. Read the branch to know. */
  | { readonly kind: 'unreachable'; readonly reason: string };

/**
 * Moves a remote branch from `expected` to `commit`, or not at all (compare and swap). Never rewrites history:
 * a commit that does not contain `expected` is refused here. Running it twice is safe.
 * Failures: remote-changed, not-a-descendant, unknown-revision (of `expected` or `commit`).
 */
export async function pushBranch(repo: string, options: PushOptions): Promise<Result<PushOutcome>> {
  const { remote, branch, commit, expected, signal } = options;
  if (expected !== undefined) {
    const contained = await isAncestor(repo, { ancestor: expected, commit });
    if (!contained.ok) return contained;
    if (!contained.value) return fail(notDescendant(options));
  }
  const to = await addressOf(repo, remote, 'push');
  if (!to.ok) return to;
  const ref = `refs/heads/${branch}`;
  const flags = ['--porcelain', '--no-verify', '--no-follow-tags', '--receive-pack=git-receive-pack'];
  const lease = `--force-with-lease=${ref}:${expected ?? ''}`;
  const args = ['push', ...flags, lease, '--', to.value.remote, `${commit}:${ref}`];
  const output = await git(repo, args, {
    network: true,
    accept: [0, 1],
    settings: to.value.settings,
    signal,
  });
  if (!output.ok)
    return isUnreachable(output.error) ? ok({ kind: 'unreachable', reason: output.error.message }) : output;
  return judge(repo, options, output.value);
}

function notDescendant({ commit, expected, branch }: PushOptions) {
  const message = `${commit} does not contain ${expected ?? ''}, so pushing it to ${branch} would lose commits.`;
  return { code: 'not-a-descendant', message, next: 'Merge the branch first.' };
}

/** A line of `git push --porcelain`: flag, from:to, summary with the reason in parentheses. */
async function judge(repo: string, options: PushOptions, output: GitOutput): Promise<Result<PushOutcome>> {
  const line = output.stdout.split('\n').find((text) => text.includes(`:refs/heads/${options.branch}\t`));
  const [flag, , summary = ''] = line?.split('\t') ?? [];
  if (output.exitCode === 0 && flag !== undefined && flag !== '!') return ok({ kind: 'pushed' });
  const reason = [redact(summary), sayings(output.stderr)].filter(Boolean).join(': ');
  if (summary.startsWith('[rejected]')) return ok({ kind: 'stale', reason });
  if (!summary.startsWith('[remote rejected]')) return ok({ kind: 'unreachable', reason });
  // Two pushes at the same moment: the remote refuses the second because it has moved, in words of its own.
  const now = await readRemoteBranch(repo, options);
  if (!now.ok) return now;
  if (now.value.kind === 'unreachable') return ok({ kind: 'rejected', reason });
  const commit = now.value.kind === 'known' ? now.value.commit : undefined;
  if (commit === options.commit) return ok({ kind: 'pushed' });
  return ok({ kind: commit === options.expected ? 'rejected' : 'stale', reason });
}
