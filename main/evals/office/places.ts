import { basename, dirname, join, relative } from 'node:path';
import type { RepoId } from '../../../core/ids.ts';
import type { Scenario } from '../../../core/evals/scenario/scenario.ts';
import type { Repo } from '../../../core/model/repo.ts';
import { findScenarios } from '../find-scenarios.ts';
import type { FoundScenario } from '../find-scenarios.ts';
import type { Loaded } from '../prove.ts';

/** Where the scenarios of a factory lie. A repo's are its own words, so they count only where its skills are trusted. */
export type EvalPlaces = {
  /** The folder of the shipped skills. */
  readonly shipped: string;
  readonly dataFolder: string;
  readonly repos: () => Iterable<Repo>;
};

export type FoundPlace = {
  readonly name: string;
  readonly path: string;
  readonly repo?: RepoId;
  /** A lesson may change what lies there. */
  readonly ours: boolean;
  readonly found: readonly FoundScenario[];
};

export async function placesOf({ shipped, dataFolder, repos }: EvalPlaces): Promise<readonly FoundPlace[]> {
  const trusted = [...repos()].filter(({ skillsTrusted }) => skillsTrusted === true);
  const all = [
    { name: 'Yours', path: dataFolder, ours: true },
    ...trusted.map(({ id, name, path }) => ({ name, path, repo: id, ours: true })),
    { name: 'Teatree', path: shipped, ours: false },
  ];
  return Promise.all(
    all.map(async (place) => {
      const found = await findScenarios(place.path);
      return { ...place, found: found.ok ? found.value : [] };
    }),
  );
}

export function loadedIn({ found }: FoundPlace): readonly Loaded[] {
  return found.flatMap(({ file, read }) => (read.ok ? [{ file, scenario: read.value }] : []));
}

/**
 * The file, from its place on, of the skill that a scenario tests: the one it lies beside, else the first that it names.
 * Undefined where its place is not ours to write, or it tests none.
 */
export function skillFileOf({ path, repo, ours }: FoundPlace, file: string, { skills }: Scenario): string | undefined {
  if (!ours) return undefined;
  const own = dirname(dirname(file));
  if (basename(dirname(own)) === 'skills') return join(relative(path, own), 'SKILL.md');
  const [first] = skills;
  return first === undefined ? undefined : join(repo === undefined ? 'skills' : '.agents/skills', first, 'SKILL.md');
}
