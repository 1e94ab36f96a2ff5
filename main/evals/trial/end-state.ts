import { readFile, realpath } from 'node:fs/promises';
import { join } from 'node:path';
import { ancestryKey, stage } from '../../../core/evals/grading/recording.ts';
import type { Recording } from '../../../core/evals/grading/recording.ts';
import type { Scenario } from '../../../core/evals/scenario/scenario.ts';
import { git, gitText } from '../../git/hardening/git.ts';
import { cleanEnvironment } from '../../process/environment.ts';
import { run } from '../../process/run.ts';
import type { TrialPlace } from './place.ts';

type Ended = {
  readonly place: TrialPlace;
  /** The thread's folder, and its branch in every repo; undefined before they were made. */
  readonly workspace: { readonly path: string; readonly branch: string } | undefined;
  readonly board: string | undefined;
};

const longest = 100_000;
const commandMs = 120_000;

/** What the scenario asks about, as it stands at the end. Nothing else is looked at. */
export async function endState(expect: Scenario['expect'], ended: Ended): Promise<Recording['state']> {
  const { files, branches, ancestry, commands } = expect.state;
  const at = async <T>(names: readonly string[], read: (name: string) => Promise<T>): Promise<Record<string, T>> =>
    Object.fromEntries(await Promise.all(names.map(async (name) => [name, await read(name)] as const)));
  return {
    files: await at(Object.keys(files), (path) => fileText(ended, path)),
    branches: await at(Object.keys(branches), (repo) =>
      at(Object.keys(branches[repo] ?? {}), (branch) => newestSubject(ended, repo, branch)),
    ),
    ancestry: Object.fromEntries(
      await Promise.all(ancestry.map(async (each) => [ancestryKey(each), await isPartOf(ended, each)] as const)),
    ),
    commands: await inOrder(Object.keys(commands), (command) => exitOf(ended, command)),
    board: expect.state.board === undefined ? null : (ended.board ?? null),
  };
}

/** One after the other: one may need what the one before it made. */
async function inOrder(
  names: readonly string[],
  read: (name: string) => Promise<number>,
): Promise<Record<string, number>> {
  const found: Record<string, number> = {};
  for (const name of names) found[name] = await read(name);
  return found;
}

/** An agent may have put a link there that leads to what is not the trial's. */
async function fileText({ workspace }: Ended, path: string): Promise<string | null> {
  if (workspace === undefined) return null;
  const real = await realpath(join(workspace.path, path)).catch(() => undefined);
  const root = await realpath(workspace.path).catch(() => undefined);
  if (real === undefined || root === undefined || !real.startsWith(`${root}/`)) return null;
  const text = await readFile(real, 'utf8').catch(() => undefined);
  return text?.slice(0, longest) ?? null;
}

function cloneOf({ place }: Ended, repo: string): string | undefined {
  return place.clones.find(({ name }) => name === repo)?.path;
}

function realBranch({ workspace }: Ended, branch: string): string {
  return branch === stage.branch && workspace !== undefined ? workspace.branch : branch;
}

async function newestSubject(ended: Ended, repo: string, branch: string): Promise<string | null> {
  const clone = cloneOf(ended, repo);
  if (clone === undefined) return null;
  const ref = `refs/heads/${realBranch(ended, branch)}`;
  const read = await gitText(clone, ['log', '-1', '--format=%s', ref, '--']);
  return read.ok ? read.value.trim() : null;
}

async function isPartOf(ended: Ended, at: Scenario['expect']['state']['ancestry'][number]): Promise<boolean> {
  const clone = cloneOf(ended, at.repo);
  if (clone === undefined) return false;
  const [ancestor, branch] = [realBranch(ended, at.ancestor), realBranch(ended, at.branch)];
  const asked = await git(clone, ['merge-base', '--is-ancestor', ancestor, branch], { accept: [0, 1] });
  return asked.ok && asked.value.exitCode === 0;
}

/** -1: it could not be run, or took too long. */
async function exitOf({ workspace, place }: Ended, command: string): Promise<number> {
  if (workspace === undefined) return -1;
  const PATH = `${place.bin}:${process.env['PATH'] ?? '/usr/bin:/bin'}`;
  const ran = await run({
    ...{ file: 'bash', args: ['-c', command], cwd: workspace.path, timeoutMs: commandMs, killLeftovers: true },
    env: cleanEnvironment({ PATH, HOME: place.home }),
  });
  return ran.ok ? (ran.value.exitCode ?? -1) : -1;
}
