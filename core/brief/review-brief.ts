import type { CommitId, RepoId } from '../ids.ts';
import { openComments } from '../model/review/comment.ts';
import type { Thread } from '../model/thread.ts';
import { fit } from './budget.ts';
import type { Part } from './budget.ts';
import { briefBudget, repoParts } from './brief.ts';
import type { BriefRepo } from './brief.ts';
import { named, onOneLine } from './quote.ts';
import { reviewRules } from './rules.ts';

/** One repo of a review: its checkout, and what was made there. A repo that did not change has no `head` of its own. */
export type ReviewedRepo = BriefRepo & {
  readonly checkout: string;
  readonly from: CommitId;
  readonly head: CommitId;
  /** Subjects, newest first. */
  readonly commits: readonly string[];
};

export type ReviewFacts = { readonly thread: Thread; readonly repos: readonly ReviewedRepo[] };

const mostCommits = 30;
const mostComments = 30;

/** The text a reviewer gets. It knows the goal and the commits, and nothing of what the maker thought. */
export function writeReviewBrief({ thread, repos }: ReviewFacts): string {
  const parts: readonly Part[] = [
    { name: 'rules', text: reviewRules },
    ...repos.flatMap(repoParts),
    {
      name: 'goal',
      text: `# Thread #${String(thread.number)}: ${onOneLine(thread.title, 120)}\n\n## What was asked for, in the person's words\n\n${thread.goal.trim()}`,
    },
    { name: 'commits', text: `## What to review\n\n${repos.map(repoText).join('\n')}`, keep: 1 },
    { name: 'comments', text: saidText(thread, repos), keep: 2, most: 6000 },
  ];
  return fit(parts, briefBudget).text;
}

function repoText({ name, checkout, from, head, commits }: ReviewedRepo): string {
  if (from === head) return `- ${name}: ${checkout}, unchanged, for looking things up`;
  const more = commits.length - mostCommits;
  return [
    `- ${name}: ${checkout}`,
    `  the change: git diff ${from} ${head}`,
    ...commits.slice(0, mostCommits).map((subject) => `  commit ${named(subject, 200)}`),
    ...(more > 0 ? [`  and ${String(more)} commits before these`] : []),
  ].join('\n');
}

function saidText({ comments }: Thread, repos: readonly { readonly id: RepoId; readonly name: string }[]): string {
  const lines = openComments(comments)
    .slice(-mostComments)
    .map(({ repo, path, line, title }) => {
      const place = [repos.find(({ id }) => id === repo)?.name ?? repo, path, line].filter(
        (each) => each !== undefined,
      );
      return `- ${place.map(String).join(' ')}: ${named(title)}`;
    });
  return lines.length > 0 ? `## Said already, not to be said again\n\n${lines.join('\n')}` : '';
}
