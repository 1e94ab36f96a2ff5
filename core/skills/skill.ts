import { z } from 'zod';
import { closest, problemsOf } from '../placed-problem.ts';
import type { Parsed, PlacedProblem } from '../placed-problem.ts';
import { runKinds, runPhases } from './run-kind.ts';
import type { RunKind, RunPhase } from './run-kind.ts';

/** The runs that a skill is for, as its `metadata` says; an empty list stands for all. */
export type Applies = {
  readonly phases: readonly RunPhase[];
  readonly kinds: readonly RunKind[];
  /** Names of repos. */
  readonly repos: readonly string[];
  /** `*` up to a slash, `**` anything, from a repo's root. */
  readonly paths: readonly string[];
};

/** What a skill says of itself before anybody reads it. */
export type Front = {
  readonly name: string;
  readonly description: string;
  readonly license: string | undefined;
  readonly compatibility: string | undefined;
  readonly allowedTools: string | undefined;
  readonly applies: Applies;
};

/** One file of a skill, by its path in the skill's folder. */
export type SkillFile = { readonly path: string; readonly text: string };

/** Guidance for a kind of work, as an agent gets it. `from`: the repo that brings it; without it Teatree or the person does. */
export type Skill = Front & {
  readonly body: string;
  /** All that is given to agents, `SKILL.md` among them, sorted by path. */
  readonly files: readonly SkillFile[];
  /** SHA-256 of these files. */
  readonly hash: string;
  readonly from?: string;
};

export const skillFile = 'SKILL.md';

const ours = 'teatree-';
const listKeys = ['phases', 'kinds', 'repos', 'paths'] as const;
const knownKeys = listKeys.map((key) => `${ours}${key}`);

/** The fields of the open standard (agentskills.io) with its limits; what is ours stands in `metadata`. */
const Fields = z.strictObject({
  name: z
    .string()
    .max(64, 'is longer than 64 characters')
    .regex(/^[a-z0-9]+(-[a-z0-9]+)*$/, 'may hold lower-case letters, digits and single hyphens between them'),
  description: z.string().trim().min(1, 'is empty').max(1024, 'is longer than 1024 characters'),
  license: z.string().min(1, 'is empty').max(500).optional(),
  compatibility: z.string().min(1, 'is empty').max(500, 'is longer than 500 characters').optional(),
  metadata: z.record(z.string().min(1), z.string()).default({}),
  'allowed-tools': z.string().min(1, 'is empty').max(2000).optional(),
});

/** Reads the front matter of the skill in a folder of this name. */
export function parseFront(folder: string): (value: unknown) => Parsed<Front> {
  return (value) => {
    const parsed = Fields.safeParse(value);
    if (!parsed.success) return { ok: false, problems: problemsOf(parsed.error, keysAt) };
    const { name, description, license, compatibility, metadata } = parsed.data;
    const problems = [...misnamed(name, folder), ...metadataProblems(metadata)];
    if (problems.length > 0) return { ok: false, problems };
    const allowedTools = parsed.data['allowed-tools'];
    return {
      ok: true,
      value: { name, description, license, compatibility, allowedTools, applies: appliesOf(metadata) },
    };
  };
}

function keysAt(path: PlacedProblem['path']): readonly string[] {
  return path.length === 0 ? Object.keys(Fields.shape) : knownKeys;
}

function misnamed(name: string, folder: string): PlacedProblem[] {
  if (name === folder) return [];
  return [{ path: ['name'], message: `is not the name of its folder, ${folder}`, next: 'Give both the same name' }];
}

type Metadata = Readonly<Record<string, string>>;

/** Others may keep what they like in metadata; a key of ours has to be one that we know. */
function metadataProblems(metadata: Metadata): PlacedProblem[] {
  return Object.entries(metadata).flatMap(([key, value]): PlacedProblem[] => {
    if (!key.startsWith(ours)) return [];
    const path = ['metadata', key];
    if (!knownKeys.includes(key)) {
      const meant = closest(key, knownKeys);
      const next = meant === undefined ? `Possible here: ${knownKeys.join(', ')}` : `Did you mean ${meant}?`;
      return [{ path, message: 'unknown key', next, atKey: true }];
    }
    if (items(value).length === 0) return [{ path, message: 'is empty', next: 'Leave it out to mean all' }];
    const allowed = key === `${ours}phases` ? runPhases : key === `${ours}kinds` ? runKinds : undefined;
    const unknown = items(value).filter((each) => allowed?.some((one) => one === each) === false);
    if (allowed === undefined || unknown.length === 0) return [];
    return [{ path, message: `does not know ${unknown.join(', ')}`, next: `Possible: ${allowed.join(', ')}` }];
  });
}

function appliesOf(metadata: Metadata): Applies {
  const of = (key: (typeof listKeys)[number]) => items(metadata[`${ours}${key}`] ?? '');
  return {
    phases: runPhases.filter((phase) => of('phases').includes(phase)),
    kinds: runKinds.filter((kind) => of('kinds').includes(kind)),
    ...{ repos: of('repos'), paths: of('paths') },
  };
}

/** `work, fix` */
function items(value: string): readonly string[] {
  return value
    .split(',')
    .map((each) => each.trim())
    .filter((each) => each !== '');
}
