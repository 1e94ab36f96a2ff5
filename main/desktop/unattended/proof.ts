import type { CommitId, RepoId } from '../../../core/ids.ts';
import type { Thread } from '../../../core/model/thread.ts';
import { currentLanding } from '../../../core/model/thread.ts';
import { fail, ok } from '../../../core/result.ts';
import type { Result } from '../../../core/result.ts';

/** A bare remote on this machine, its branch, and a clone that knows its commits. */
export type RemoteQuestion = { readonly clone: string; readonly remote: string; readonly branch: string };

/** What a bare remote itself says about its default branch. */
export type RemoteFacts = {
  readonly commit: CommitId;
  /** When the branch last moved, by the remote's own clock; milliseconds. */
  readonly movedAt: number;
  /** Whether that commit contains another. */
  readonly contains: (commit: CommitId) => Promise<Result<boolean>>;
};

/**
 * Proves a landing from the remotes, not from what was recorded: each holds the merge and in it the approved commit,
 * and they moved in landing order. Answers one line per repo.
 */
export async function proveLanding(
  thread: Thread,
  remoteOf: (repo: RepoId) => Promise<Result<RemoteFacts>>,
  nameOf: (repo: RepoId) => string = (repo) => repo,
): Promise<Result<readonly string[]>> {
  const landing = currentLanding(thread);
  if (landing?.ended?.outcome !== 'landed') return fail({ code: 'not-landed', message: 'The thread has not landed' });
  const lines: string[] = [];
  let earlier = 0;
  for (const head of landing.heads) {
    const remote = await remoteOf(head.repo);
    if (!remote.ok) return remote;
    const { commit, movedAt, contains } = remote.value;
    const step = landing.steps[head.repo];
    const merge = step?.kind === 'pushed' ? step.merge : undefined;
    if (commit !== merge) return unproven(head.repo, `its branch is at ${commit}, not at ${merge ?? 'a pushed merge'}`);
    const contained = await contains(head.commit);
    if (!contained.ok) return contained;
    if (!contained.value) return unproven(head.repo, `${commit} does not contain ${head.commit}`);
    if (movedAt < earlier) return unproven(head.repo, 'it moved before the one that should land first');
    earlier = movedAt;
    lines.push(
      `${nameOf(head.repo)}: the remote is at ${commit.slice(0, 12)}, which contains ${head.commit.slice(0, 12)}, since ${new Date(movedAt).toISOString()}`,
    );
  }
  return ok(lines);
}

function unproven(repo: RepoId, why: string): Result<never> {
  return fail({ code: 'landing-unproven', message: `The remote of ${repo} does not show the landing: ${why}` });
}
