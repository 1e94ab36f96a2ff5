import { join } from 'node:path';
import type { FactoryState } from '../../core/loop/state.ts';
import type { Repo } from '../../core/model/repo.ts';
import type { Thread } from '../../core/model/thread.ts';
import type { RunKind, RunPhase } from '../../core/skills/run-kind.ts';
import { selectSkills } from '../../core/skills/select.ts';
import type { Selection } from '../../core/skills/select.ts';
import type { Skill } from '../../core/skills/skill.ts';
import { archivedSkills } from './archive.ts';
import { skillsIn } from './skills-in.ts';
import { repoSkills } from './skills-of-repo.ts';

/** The skills of a run. `untrusted`: repos that bring skills of their own which are not loaded. */
export type RunSkills = Selection & { readonly untrusted: readonly UntrustedSkills[] };
export type UntrustedSkills = { readonly repo: string; readonly names: readonly string[] };

export type SkillShelf = { forRun(thread: Thread, phase: RunPhase): Promise<RunSkills> };

type SkillSources = {
  /** The folder of the shipped skills. */
  readonly shipped: string;
  /** The person's own. */
  readonly own: string;
  archived(): Promise<ReadonlySet<string>>;
  repo(id: Repo['id']): Repo | undefined;
  isFromSignal(thread: Thread): boolean;
};

/** Where the person's own skills lie. */
export function ownSkills(dataFolder: string): string {
  return join(dataFolder, 'skills');
}

/** The shelf of a factory. */
export function shelfFor(
  { repos, signals }: Pick<FactoryState, 'repos' | 'signals'>,
  { skills: shipped, dataFolder }: { readonly skills: string; readonly dataFolder: string },
): SkillShelf {
  return skillShelf({
    ...{ shipped, own: ownSkills(dataFolder), archived: () => archivedSkills(dataFolder) },
    repo: (id) => repos.get(id),
    isFromSignal: ({ thread }) =>
      [...signals.values()].some(({ fate }) => fate?.kind === 'thread' && fate.thread === thread),
  });
}

/** Reads the folders each time, so that a skill saved a moment ago is there. */
function skillShelf(sources: SkillSources): SkillShelf {
  const ofRepo = repoSkills();
  return {
    async forRun(thread, phase) {
      const repos = thread.repos.flatMap((id) => sources.repo(id) ?? []);
      const [archived, own, shipped, ...brought] = await Promise.all([
        sources.archived(),
        usable(sources.own),
        usable(sources.shipped),
        ...repos.map(async (repo) => ({ repo, ...(await ofRepo(repo, repo.skillsTrusted === true)) })),
      ]);
      const kinds: RunKind[] = [repos.length > 1 ? 'several-repos' : 'one-repo'];
      if (sources.isFromSignal(thread)) kinds.push('from-signal');
      const run = {
        ...{ phase, kinds, repos: repos.map(({ name }) => name), title: thread.title, goal: thread.goal },
        changed: thread.changes.flatMap(({ uncommitted }) => uncommitted),
      };
      return {
        ...selectSkills(
          run,
          [...own, ...shipped, ...brought.flatMap(({ skills }) => skills)].filter(({ name }) => !archived.has(name)),
        ),
        untrusted: brought.flatMap(({ repo, names }) =>
          repo.skillsTrusted === true || names.length === 0 ? [] : [{ repo: repo.name, names }],
        ),
      };
    },
  };
}

/** What is wrong with a skill is for who writes it; a run goes without it. */
async function usable(folder: string): Promise<readonly Skill[]> {
  const found = await skillsIn(folder);
  return found.flatMap(({ skill, problems }) => (skill && problems.length === 0 ? [skill] : []));
}
