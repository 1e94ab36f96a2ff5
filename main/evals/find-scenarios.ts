import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { fail, ok } from '../../core/result.ts';
import type { Result } from '../../core/result.ts';
import type { Scenario } from '../../core/evals/scenario/scenario.ts';
import { namesIn } from '../files/names-in.ts';
import { readScenario } from './read-scenario.ts';

export type FoundScenario = { readonly file: string; readonly read: Result<Scenario> };

/** Beside a skill, and a repo's own. Deeper folders hold recordings. */
const skillFolders = ['skills', '.agents/skills', '.claude/skills'];
const ownFolder = '.teatree/evals';
/** What a skill is taken up for; no scenario. */
export const triggersFile = 'triggers.yaml';

/** The scenario of a file, or all of a folder: of a repo, of a folder of skills, or of one with scenarios. Sorted by file. */
export async function findScenarios(path: string): Promise<Result<readonly FoundScenario[]>> {
  const kind = await stat(path).catch(() => undefined);
  if (!kind) return fail({ code: 'file-unreadable', message: `${path} does not exist`, next: 'Check the path' });
  const files = kind.isDirectory() ? await filesIn(path) : [path];
  return ok(await Promise.all(files.map(async (file) => ({ file, read: await readScenario(file) }))));
}

/** The skills of a folder, whether or not they have scenarios. */
export async function findSkillNames(path: string): Promise<readonly string[]> {
  const places = ['.', ...skillFolders].map((place) => join(path, place));
  const names = await Promise.all(
    places.map(async (place) => {
      const found = await namesIn(place);
      const there = await Promise.all(found.map((name) => stat(join(place, name, 'SKILL.md')).catch(() => undefined)));
      return found.filter((_, at) => there[at]?.isFile());
    }),
  );
  return [...new Set(names.flat())].sort();
}

async function filesIn(folder: string): Promise<readonly string[]> {
  const skills = await Promise.all(
    ['.', ...skillFolders].map(async (place) => {
      const names = await namesIn(join(folder, place));
      return names.map((name) => join(folder, place, name, 'evals'));
    }),
  );
  const places = [folder, join(folder, 'evals'), join(folder, ownFolder), ...skills.flat()];
  const found = await Promise.all(places.map(yamlFiles));
  return [...new Set(found.flat())].sort();
}

async function yamlFiles(folder: string): Promise<readonly string[]> {
  const names = await namesIn(folder);
  const inEvals = folder.endsWith('evals');
  return names
    .filter((name) => inEvals && /\.ya?ml$/.test(name) && name !== triggersFile)
    .map((name) => join(folder, name));
}
