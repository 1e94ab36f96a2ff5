import { mkdir, mkdtemp, realpath, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import type { Scenario } from '../../../core/evals/scenario/scenario.ts';
import { ok } from '../../../core/result.ts';
import type { Result } from '../../../core/result.ts';
import { gitText } from '../../git/hardening/git.ts';
import { readFileAt } from '../../git/show.ts';
import type { PlaceWish } from '../trial/place.ts';

type Skills = PlaceWish['skills'];

/** The skills that a scenario names, and the one it lies beside, as folders that are there. */
export async function skillsBeside(file: string, { skills }: Pick<Scenario, 'skills'>): Promise<Skills> {
  const own = dirname(dirname(file));
  const all = dirname(own);
  const candidates = [...new Set([basename(own), ...skills])].flatMap((name) =>
    [join(all, name), ...['skills', '.agents/skills', '.claude/skills'].map((at) => join(own, at, name))].map(
      (folder) => ({
        name,
        folder,
      }),
    ),
  );
  const there = await Promise.all(candidates.map(async (each) => ((await isSkill(each.folder)) ? [each] : [])));
  const found = new Map(
    there
      .flat()
      .reverse()
      .map((each) => [each.name, each]),
  );
  return [...found.values()];
}

async function isSkill(folder: string): Promise<boolean> {
  return stat(join(folder, 'SKILL.md')).then(
    (each) => each.isFile(),
    () => false,
  );
}

/** The same skills as they were at a revision of the repo that they lie in; what was not there then is left out. */
export async function skillsAt(
  revision: string,
  skills: Skills,
): Promise<Result<{ skills: Skills; clear(): Promise<void> }>> {
  const folder = await realpath(await mkdtemp(join(tmpdir(), 'teatree-baseline-')));
  const clear = () => rm(folder, { recursive: true, force: true });
  const found: Skills[number][] = [];
  for (const skill of skills) {
    const copied = await copyAt(revision, skill, join(folder, skill.name));
    if (!copied.ok) {
      await clear();
      return copied;
    }
    if (copied.value) found.push({ name: skill.name, folder: join(folder, skill.name) });
  }
  return ok({ skills: found, clear });
}

async function copyAt(commit: string, { folder }: Skills[number], to: string): Promise<Result<boolean>> {
  const prefix = await gitText(folder, ['rev-parse', '--show-prefix']);
  if (!prefix.ok) return prefix;
  const at = prefix.value.trim();
  const names = await gitText(folder, ['ls-tree', '-r', '-z', '--name-only', '--full-tree', commit, '--', at]);
  if (!names.ok) return names;
  const paths = names.value.split('\0').filter((each) => each !== '' && !each.startsWith(`${at}evals/`));
  for (const path of paths) {
    const read = await readFileAt(folder, { commit, path });
    if (!read.ok) return read;
    if (read.value.kind === 'missing') continue;
    const target = join(to, path.slice(at.length));
    await mkdir(dirname(target), { recursive: true });
    await writeFile(target, read.value.text);
  }
  return ok(paths.includes(`${at}SKILL.md`));
}
