import type { BriefFacts, BriefRepo } from '../../../core/brief/brief.ts';
import type { Denial, DroppedThread } from '../../../core/brief/decisions.ts';
import type { BriefSkills } from '../../../core/brief/skills.ts';
import { meanwhile } from '../../../core/brief/meanwhile.ts';
import { isProof } from '../../../core/gates/rules/factory/canary.ts';
import type { Repo } from '../../../core/model/repo.ts';
import type { Run } from '../../../core/model/run.ts';
import type { Thread } from '../../../core/model/thread.ts';
import { revParse } from '../../git/ancestry.ts';
import { readFileAt } from '../../git/show.ts';
import { handOver } from './gather-hand-over.ts';
import type { BriefSources } from './sources.ts';

/** Guidance for agents, the first one that is there. */
const GUIDANCE = ['AGENTS.md', 'CLAUDE.md'];
const MAX_BYTES = 256 * 1024;
const JUDGED = 500;

/** What cannot be read is left out: a brief that lacks a file is better than a run that does not start. */
export async function gatherFacts(sources: BriefSources, thread: Thread, skills: BriefSkills): Promise<BriefFacts> {
  const repos = thread.repos.flatMap((id) => sources.repo(id) ?? []);
  const told = await Promise.all(repos.map((repo) => repoFacts(sources, thread, repo)));
  return {
    ...{ thread, skills, repos: told, denials: denialsOf(sources, thread), dropped: droppedOf(sources, thread) },
    ...(thread.runs.length > 0 && { handOver: await handOver(sources, thread) }),
  };
}

/** What an agent that was away since its last run has to be told. */
export async function gatherMeanwhile(sources: BriefSources, thread: Thread, last: Run) {
  const since = meanwhile(thread, last);
  const at = last.state.kind === 'ended' ? last.state.at : last.startedAt;
  return {
    thread: since,
    denials: denialsOf(sources, thread, at),
    dropped: droppedOf(sources, thread, at),
    handOver: await handOver(sources, since, last),
  };
}

export async function repoFacts(sources: BriefSources, thread: Thread, repo: Repo): Promise<BriefRepo> {
  const { id, name, defaultBranch } = repo;
  const worktree =
    thread.workspace.kind === 'ready' ? thread.workspace.worktrees.find((each) => each.repo === id) : undefined;
  const [config, guidance, now] = await Promise.all([
    sources.readConfig(repo),
    guidanceOf(repo),
    worktree ? undefined : revParse(repo.path, protectedRef(repo)),
  ]);
  const base = worktree?.base ?? (now?.ok ? now.value : undefined);
  return {
    ...{ id, name, defaultBranch, guidance, config: config.ok ? config.value : repo.config },
    ...(worktree && { worktree: { path: worktree.path, branch: worktree.branch } }),
    ...(base && { base }),
  };
}

async function guidanceOf(repo: Repo): Promise<BriefRepo['guidance']> {
  for (const file of GUIDANCE) {
    const read = await readFileAt(repo.path, { commit: protectedRef(repo), path: file, maxBytes: MAX_BYTES });
    if (read.ok && read.value.kind === 'found' && read.value.text.trim() !== '')
      return [{ file, text: read.value.text }];
  }
  return [];
}

function protectedRef({ remote, defaultBranch }: Repo): string {
  return `refs/remotes/${remote.name}/${defaultBranch}`;
}

function denialsOf({ journal }: BriefSources, { thread }: Thread, since = 0): readonly Denial[] {
  return journal.lastJudged(JUDGED).flatMap(({ at, event }) => {
    if (event.type !== 'action.judged' || event.thread !== thread || at < since) return [];
    const { verdict, action } = event;
    if (verdict.kind !== 'deny' || isProof(verdict)) return [];
    const { rule, reason, next } = verdict;
    return [{ title: action.title, rule, reason, ...(next !== undefined && { next }) }];
  });
}

/** What the person gave up in the same repos, and said why. */
function droppedOf({ threads }: BriefSources, own: Thread, since = 0): readonly DroppedThread[] {
  return [...threads()].flatMap(({ thread, number, title, repos, dropped }) => {
    const isTold = dropped && dropped.reason !== '' && dropped.at >= since && thread !== own.thread;
    return isTold && repos.some((repo) => own.repos.includes(repo)) ? [{ number, title, reason: dropped.reason }] : [];
  });
}
