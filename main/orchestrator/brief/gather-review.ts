import type { ReviewFacts } from '../../../core/brief/review-brief.ts';
import type { CommitId } from '../../../core/ids.ts';
import type { Repo } from '../../../core/model/repo.ts';
import type { Thread } from '../../../core/model/thread.ts';
import { log } from '../../git/ancestry.ts';
import { repoFacts } from './gather.ts';
import type { BriefSources } from './sources.ts';

/** A repo as it stands before a reviewer: `path` is its checkout of `head`. */
export type ReviewedTree = {
  readonly repo: Repo;
  readonly base: CommitId;
  readonly head: CommitId;
  readonly path: string;
};

const mostCommits = 200;

export async function gatherReview(
  sources: BriefSources,
  thread: Thread,
  trees: readonly ReviewedTree[],
): Promise<ReviewFacts> {
  const repos = await Promise.all(
    trees.map(async ({ repo, base, head, path }) => {
      const made = await log(repo.path, { from: base, to: head, limit: mostCommits });
      const commits = made.ok ? made.value.map(({ subject }) => subject) : [];
      return { ...(await repoFacts(sources, thread, repo)), checkout: path, from: base, head, commits };
    }),
  );
  return { thread, repos };
}
