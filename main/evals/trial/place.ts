import { chmod, cp, mkdir, mkdtemp, readdir, realpath, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { stage } from '../../../core/evals/grading/recording.ts';
import type { Move } from '../../../core/evals/replay/placed.ts';
import type { Scenario } from '../../../core/evals/scenario/scenario.ts';
import { fail, ok } from '../../../core/result.ts';
import type { Result } from '../../../core/result.ts';
import { git } from '../../git/hardening/git.ts';

/** Everything that one trial has, made for it and gone after it. */
export type TrialPlace = {
  readonly root: string;
  readonly home: string;
  /** The data folder of its factory. */
  readonly data: string;
  /** Programs that stand in for others; first on PATH, and in the home, because agents see nothing else of a shared folder. */
  readonly bin: string;
  /** The skills that there are, and no others. */
  readonly skills: string;
  readonly clones: readonly { readonly name: string; readonly path: string; readonly remote: string }[];
  clear(): Promise<void>;
};

export type PlaceWish = {
  readonly scenario: Scenario;
  /** Its file; templates lie beside it. */
  readonly file: string;
  /** Folders with a SKILL.md that the agents may have. */
  readonly skills: readonly { readonly name: string; readonly folder: string }[];
};

/** From its repos to where every recording has them. */
export function repoMoves({ clones }: Pick<TrialPlace, 'clones'>): readonly Move[] {
  return clones.flatMap(({ name, path, remote }): Move[] => [
    [path, `${stage.clones}/${name}`],
    [remote, `/eval/remotes/${name}.git`],
  ]);
}

/** The same on every machine, whoever's it is. */
const identity = '[user]\n\tname = Eval\n\temail = eval@example.invalid\n[init]\n\tdefaultBranch = main\n';
const when = '2026-01-05T09:00:00Z';
const dates = { GIT_AUTHOR_DATE: when, GIT_COMMITTER_DATE: when, GIT_CONFIG_NOSYSTEM: '1' };

const prefix = 'teatree-trial-';
/** Longer than any trial may take. */
const oldMs = 24 * 60 * 60_000;

/** Removes places of trials that a kill cut off: their factories ended by themselves, and nobody cleared up. */
export async function sweepPlaces(now: number, folder = tmpdir()): Promise<void> {
  for (const entry of await readdir(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name);
    if (!entry.name.startsWith(prefix) || !entry.isDirectory()) continue;
    // Others may have theirs here, and another sweep may be at it.
    const found = await stat(path).catch(() => undefined);
    if (!found || found.uid !== process.getuid?.() || now - found.mtimeMs < oldMs) continue;
    await rm(path, { recursive: true, force: true });
  }
}

/** Makes the place of a trial. What cannot be made leaves nothing behind. */
export async function makePlace(wish: PlaceWish): Promise<Result<TrialPlace>> {
  const root = await realpath(await mkdtemp(join(tmpdir(), prefix)));
  const place = placeIn(root, wish.scenario);
  const made = await furnish(place, wish).catch((error: unknown) =>
    fail({ code: 'stage-failed', message: error instanceof Error ? error.message : String(error) }),
  );
  if (made.ok) return ok(place);
  await place.clear();
  return made;
}

function placeIn(root: string, { fixture }: Scenario): TrialPlace {
  const home = join(root, 'home');
  return {
    ...{
      root,
      home,
      data: join(home, '.local', 'share', 'teatree'),
      bin: join(home, '.local', 'bin'),
      skills: join(root, 'skills'),
    },
    clones: fixture.repos.map(({ name }) => ({
      ...{ name, path: join(home, 'src', name), remote: join(root, 'remotes', `${name}.git`) },
    })),
    clear: () => rm(root, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 }),
  };
}

async function furnish(place: TrialPlace, wish: PlaceWish): Promise<Result<true>> {
  for (const folder of [place.home, place.bin, place.skills]) await mkdir(folder, { recursive: true, mode: 0o700 });
  await writeFile(join(place.home, '.gitconfig'), identity);
  for (const { name, folder } of wish.skills) await copySkill(folder, join(place.skills, name));
  for (const [name, text] of Object.entries(wish.scenario.fixture.programs)) {
    await writeFile(join(place.bin, name), text.startsWith('#!') ? text : `#!/bin/sh\n${text}`);
    await chmod(join(place.bin, name), 0o755);
  }
  for (const clone of place.clones) {
    const made = await makeRepo(clone, wish);
    if (!made.ok) return made;
  }
  return ok(true);
}

/** Without its scenarios: an agent must not read what it is asked, and what the right answer is. */
async function copySkill(from: string, to: string): Promise<void> {
  await cp(from, to, { recursive: true, filter: (path) => path !== join(from, 'evals') });
}

async function makeRepo(
  { name, path, remote }: TrialPlace['clones'][number],
  { scenario, file }: PlaceWish,
): Promise<Result<unknown>> {
  const repo = scenario.fixture.repos.find((each) => each.name === name);
  await mkdir(path, { recursive: true });
  await mkdir(remote, { recursive: true });
  if (repo?.template !== undefined) await cp(join(dirname(file), repo.template), path, { recursive: true });
  const files = Object.entries(repo?.files ?? {});
  const none = files.length === 0 && repo?.template === undefined;
  for (const [at, text] of none ? [['README.md', 'A repo.\n'] as const] : files) {
    await mkdir(dirname(join(path, at)), { recursive: true });
    await writeFile(join(path, at), text);
  }
  const steps: readonly (readonly [string, ...string[]])[] = [
    [remote, 'init', '--quiet', '--bare', '--initial-branch=main'],
    [path, 'init', '--quiet', '--initial-branch=main'],
    [path, 'config', 'user.name', 'Eval'],
    [path, 'config', 'user.email', 'eval@example.invalid'],
    [path, 'add', '--all', '--force'],
    [path, 'commit', '--quiet', '--message', 'Begin'],
    [path, 'remote', 'add', 'origin', remote],
    [path, 'push', '--quiet', '--set-upstream', 'origin', 'main'],
  ];
  for (const [cwd, ...args] of steps) {
    const done = await git(cwd, args, { env: dates });
    if (!done.ok) return fail({ ...done.error, message: `The repo ${name} could not be made: ${done.error.message}` });
  }
  return ok(true);
}
