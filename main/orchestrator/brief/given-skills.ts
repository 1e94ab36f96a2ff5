import type { BriefSkills } from '../../../core/brief/skills.ts';
import { readsBrief } from '../../../core/brief/brief.ts';
import type { Thread } from '../../../core/model/thread.ts';
import type { GivenSkill } from '../../../core/skills/given.ts';
import type { RunPhase } from '../../../core/skills/run-kind.ts';
import type { Selection } from '../../../core/skills/select.ts';
import { findHarness } from '../../harness/registry.ts';
import { placeSkills, skillsPlace } from '../../harness/skills.ts';
import type { Harness, StartOptions } from '../../harness/harness.ts';
import type { SkillShelf } from '../../skills/shelf.ts';
import { placeOf } from '../../workspace/place.ts';
import type { BriefSources } from './sources.ts';

/** The skills that a program was given as it started. */
export type GivenSkills = BriefSkills & { readonly folder: string };

export type SkillsFor = {
  readonly harness: Harness;
  readonly thread: Thread;
  readonly phase: RunPhase;
  readonly place: Pick<StartOptions, 'state' | 'repos' | 'workspace'>;
};

/** Chooses the skills of a run and copies them to where its program looks. A recipe reads none. */
export async function giveSkills(
  shelf: SkillShelf,
  { harness, thread, phase, place }: SkillsFor,
): Promise<GivenSkills> {
  const { chosen } = readsBrief(thread.harness) ? await shelf.forRun(thread, phase) : { chosen: [] };
  const skills = chosen.map((each) => each.skill);
  return { chosen, ...placeSkills(harness, place, skills) };
}

/** The same before a program is started: nothing is written, and where they will lie is known once the workspace is made. */
export function skillsBefore(
  { dataFolder, harnesses, repo }: Pick<BriefSources, 'dataFolder' | 'harnesses' | 'repo'>,
  thread: Thread,
  { chosen }: Pick<Selection, 'chosen'>,
): BriefSkills {
  const harness = findHarness(harnesses, thread.harness.id) ?? {};
  const { workspace } = thread;
  const place = placeOf(dataFolder, thread);
  if (workspace.kind === 'ready')
    return { chosen, ...skillsPlace(harness, { ...place, workspace: workspace.path, repos: workspace.worktrees }) };
  const clones = thread.repos.flatMap((id) => repo(id) ?? []);
  const { listed } = skillsPlace(harness, { ...place, workspace: place.folder, repos: clones });
  return { chosen, listed };
}

/** As they are recorded on the run. */
export function recordedSkills({ chosen }: BriefSkills): GivenSkill[] | undefined {
  if (chosen.length === 0) return undefined;
  return chosen.map(({ skill: { name, hash, from } }) => ({ name, hash, ...(from !== undefined && { from }) }));
}
