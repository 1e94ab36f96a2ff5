import { cp, mkdir, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { FactoryState } from '../../core/loop/state.ts';
import type { Repo } from '../../core/model/repo.ts';
import { fail, ok } from '../../core/result.ts';
import type { Result } from '../../core/result.ts';
import { catalogueTokens } from '../../core/skills/catalogue.ts';
import { setProblems } from '../../core/skills/problems.ts';
import { archivedWhy } from '../../core/skills/listed-skill.ts';
import type { SkillInfo, SkillSource } from '../../core/skills/listed-skill.ts';
import type { Skill } from '../../core/skills/skill.ts';
import { archivedSkills, archiveSkill } from './archive.ts';
import { namesIn } from '../files/names-in.ts';
import { problemLine } from './problem-line.ts';
import { skillAt, skillsIn } from './skills-in.ts';
import type { FoundSkill } from './skills-in.ts';
import { ownSkills } from './shelf.ts';
import { repoSkills } from './skills-of-repo.ts';

/** What people do with skills: look at them, read one, add one of their own. */
export type SkillOffice = {
  list(): Promise<readonly SkillInfo[]>;
  show(name: string): Promise<Result<SkillInfo & { readonly text: string }>>;
  /** Copies a folder into the person's own skills, if nothing is wrong with it there. */
  add(path: string): Promise<Result<SkillInfo>>;
  /** Puts a skill away, or brings it back. */
  archive(name: string, archived: boolean): Promise<Result<unknown>>;
};

type Known = { readonly info: SkillInfo; readonly skill: Skill | undefined };

export function officeFor(
  { repos }: Pick<FactoryState, 'repos'>,
  { skills: shipped, dataFolder }: { readonly skills: string; readonly dataFolder: string },
): SkillOffice {
  const folders = { shipped, own: ownSkills(dataFolder) };
  const ofRepo = repoSkills();
  const all = async (): Promise<readonly Known[]> => {
    const [own, shipped] = await Promise.all([skillsIn(folders.own), skillsIn(folders.shipped)]);
    const mine = await Promise.all(own.map(async (found) => known(found, { kind: 'yours' })));
    const theirs = await Promise.all(
      shipped.map(async (found) =>
        known(
          found,
          { kind: 'teatree' },
          own.some(({ name }) => name === found.name),
        ),
      ),
    );
    const brought = await Promise.all([...repos.values()].map(async (repo) => ofRepoOne(repo, ofRepo)));
    return [...mine, ...theirs, ...brought.flat()];
  };
  const list = async () => {
    const away = await archivedSkills(dataFolder);
    return (await all()).map(({ info }) => (away.has(info.name) ? { ...info, given: false, why: archivedWhy } : info));
  };
  return {
    list,
    async archive(name, archived) {
      if (!(await list()).some((info) => info.name === name)) return unknown(name);
      return ok(await archiveSkill(dataFolder, name, archived));
    },
    async show(name) {
      const found = (await all()).find(({ info }) => info.name === name);
      if (found === undefined) return unknown(name);
      const text = found.skill?.files.find(({ path }) => path === 'SKILL.md')?.text ?? '';
      return ok({ ...found.info, text });
    },
    add: async (path) => addSkill(folders, path),
  };
}

function unknown(name: string): Result<never> {
  return fail({ code: 'skill-unknown', message: `There is no skill ${name}`, next: 'List them: teatree skill list' });
}

async function addSkill(
  { shipped, own }: { readonly shipped: string; readonly own: string },
  path: string,
): Promise<Result<SkillInfo>> {
  const read = await skillAt(path);
  if (!read.ok) return read;
  const found = read.value;
  const others = (await Promise.all([skillsIn(own), skillsIn(shipped)]))
    .flat()
    .filter(({ name }) => name !== found.name);
  const together = [...others, found].flatMap(({ skill }) => skill ?? []);
  const problems = [...found.problems, ...setProblems(together).map(({ problem }) => problem)];
  if (found.skill === undefined || problems.length > 0) {
    const message = problems.map((problem) => problemLine(path, problem)).join('\n');
    return fail({ code: 'skill-malformed', message, next: 'Correct these lines, then add it again' });
  }
  const to = join(own, found.name);
  if ((await namesIn(own)).includes(found.name))
    return fail({
      code: 'skill-exists',
      message: `${to} is there already`,
      next: 'Change it there, or remove it first',
    });
  await mkdir(own, { recursive: true });
  // Under another name first, so that half a skill is never given.
  const half = join(own, `.adding-${found.name}`);
  await rm(half, { recursive: true, force: true });
  await cp(found.folder, half, { recursive: true, dereference: false });
  await rename(half, to);
  return ok((await known({ ...found, folder: to }, { kind: 'yours' })).info);
}

async function known(found: FoundSkill, source: SkillSource, covered = false): Promise<Known> {
  const { name, folder, skill, problems } = found;
  const evals = await namesIn(join(folder, 'evals'));
  const usable = skill !== undefined && problems.length === 0;
  const why = covered ? 'you have one of that name' : usable ? undefined : 'something is wrong with it';
  return {
    skill,
    info: {
      ...infoOf(name, source, skill),
      ...{ folder, problems, scenarios: evals.filter((each) => /\.ya?ml$/.test(each)).length },
      ...{ given: why === undefined, ...(why !== undefined && { why }) },
    },
  };
}

async function ofRepoOne(repo: Repo, read: ReturnType<typeof repoSkills>): Promise<readonly Known[]> {
  const trusted = repo.skillsTrusted === true;
  const { names, skills } = await read(repo, trusted);
  return names.map((name) => {
    const skill = skills.find((each) => each.name === name);
    const why = trusted ? 'something is wrong with it' : `the skills of ${repo.name} are not trusted`;
    const info = infoOf(name, { kind: 'repo', repo: repo.name }, skill);
    return { skill, info: { ...info, given: skill !== undefined, ...(skill === undefined && { why }) } };
  });
}

function infoOf(name: string, source: SkillSource, skill: Skill | undefined): SkillInfo {
  const applies = Object.entries(skill?.applies ?? {}).filter(([, only]) => only.length > 0);
  return {
    ...{ name, source, folder: undefined, scenarios: undefined, given: true, problems: [] },
    description: skill?.description ?? '',
    tokens: skill ? catalogueTokens([skill]) : 0,
    hash: skill?.hash,
    appliesTo: applies.map(([what, only]) => `${what}: ${only.join(', ')}`),
  };
}
