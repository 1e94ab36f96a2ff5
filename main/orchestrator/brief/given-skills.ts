import type { BriefSkills } from '../../../core/brief/skills.ts';
import { readsBrief } from '../../../core/brief/brief.ts';
import type { Thread } from '../../../core/model/thread.ts';
import type { GivenSkill } from '../../../core/skills/given.ts';
import type { RunPhase } from '../../../core/skills/run-kind.ts';
import { placeSkills } from '../../harness/skills.ts';
import type { Harness, StartOptions } from '../../harness/harness.ts';
import type { SkillShelf } from '../../skills/shelf.ts';

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

/** As they are recorded on the run. */
export function recordedSkills({ chosen }: BriefSkills): GivenSkill[] | undefined {
  if (chosen.length === 0) return undefined;
  return chosen.map(({ skill: { name, hash, from } }) => ({ name, hash, ...(from !== undefined && { from }) }));
}
