import { existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Skill } from '../../core/skills/skill.ts';
import type { Harness, SkillPlace, StartOptions } from './harness.ts';

/** Where the skills of a run lie, and whether the program shows them to its model by itself. */
export type PlacedSkills = { readonly folder: string; readonly listed: boolean };

/**
 * Copies skills to where the harness's program looks for those of its user: its own folder for this thread, outside of
 * every worktree, so that nothing of a repo is written over and git never sees them. What lay there before goes.
 */
export function placeSkills(
  harness: Pick<Harness, 'skills'>,
  { state, repos, workspace }: Pick<StartOptions, 'state' | 'repos' | 'workspace'>,
  skills: readonly Pick<Skill, 'name' | 'files'>[],
): PlacedSkills {
  const place = skillsPlace(harness, { state, repos, workspace });
  const { folder } = place;
  removeSkills(folder);
  for (const { name, files } of skills) {
    for (const { path, text } of files) {
      const file = join(folder, name, path);
      mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
      writeFileSync(file, text, { mode: 0o400, flag: 'wx' });
    }
  }
  return place;
}

/** Where they would lie; nothing is written. */
export function skillsPlace(
  harness: Pick<Harness, 'skills'>,
  {
    state,
    repos,
    workspace,
  }: Pick<StartOptions, 'state' | 'workspace'> & {
    readonly repos: readonly { readonly path: string }[];
  },
): PlacedSkills {
  const cwds = [workspace, ...repos.map((repo) => repo.path)];
  const folder = join(state, harness.skills?.folder ?? 'skills');
  return { folder, listed: harness.skills !== undefined && !mixesSkills(harness.skills, cwds) };
}

export function removeSkills(folder: string): void {
  rmSync(folder, { recursive: true, force: true });
}

/** Whether a program that works in one of these folders would show skills of a repo beside ours. */
export function mixesSkills(place: SkillPlace | undefined, cwds: readonly string[]): boolean {
  return cwds.some((cwd) => place?.mixesWith?.some((each) => existsSync(join(cwd, each))) === true);
}
