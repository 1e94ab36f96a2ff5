import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import type { StartOptions } from '../../harness.ts';
import { parseJson } from '../../../../core/parse-json.ts';

/** Claude Code's own folder for one thread: settings of ours, and what it keeps of its sessions. */
export type OwnFolder = {
  readonly path: string;
  readonly plans: string;
  /** Why its settings are no longer ours, if so. */
  changed(): string | undefined;
  /** Whether a session of this id can be resumed. */
  holds(session: string): boolean;
  /** Takes the traces of a session away. */
  forget(session: string): void;
};

const SETTINGS = { permissions: { defaultMode: 'default' }, disableAllHooks: false, enabledPlugins: {} };

/** What would change how the program behaves; none of it is ours, so none of it may be there. */
const FOREIGN = [
  ...['settings.local.json', 'remote-settings.json', 'managed-settings.json', 'CLAUDE.md', 'keybindings.json'],
  ...['agents', 'commands', 'hooks', 'output-styles', 'rules', 'workflows'],
];

export function ownFolderOf(state: string): string {
  return join(state, 'claude');
}

/**
 * Makes the folder or takes it back: settings are written anew, and what an agent may have planted is removed. Plans are
 * written by the agent, so they live in the run's scratch, where the gate lets it write.
 */
export function prepareOwnFolder({ state, env, skills }: Pick<StartOptions, 'state' | 'env' | 'skills'>): OwnFolder {
  const path = ownFolderOf(state);
  const foreign = skills === undefined ? [...FOREIGN, 'skills'] : FOREIGN;
  mkdirSync(path, { recursive: true, mode: 0o700 });
  for (const name of foreign) rmSync(join(path, name), { recursive: true, force: true });
  tidyState(join(path, '.claude.json'));
  rmSync(join(path, 'settings.json'), { recursive: true, force: true });
  writeFileSync(join(path, 'settings.json'), `${JSON.stringify(SETTINGS, null, 2)}\n`, { mode: 0o600 });
  const plans = linkPlans(path, env.TMPDIR);
  const before = fingerprint(path);
  return {
    path,
    plans,
    changed: () =>
      fingerprint(path) === before ? undefined : `The settings of Claude Code in ${path} were changed during the run`,
    holds: (session) => transcripts(path, session).some((file) => file.endsWith('.jsonl')),
    forget: (session) => {
      for (const file of transcripts(path, session)) rmSync(file, { recursive: true, force: true });
    },
  };
}

function linkPlans(path: string, scratch: string | undefined): string {
  const plans = join(path, 'plans');
  if (scratch === undefined) return plans;
  rmSync(plans, { recursive: true, force: true });
  mkdirSync(join(scratch, 'plans'), { recursive: true });
  symlinkSync(join(scratch, 'plans'), plans);
  return plans;
}

/** The program writes this file itself, all the time; of all that it holds only servers act. */
const State = z.looseObject({ mcpServers: z.unknown(), projects: z.record(z.string(), z.looseObject({})).optional() });

/** No servers, and no welcome: whoever takes a session over wants to see the session. */
function tidyState(file: string): void {
  // Half a file, because the program is just writing it, says nothing.
  const state = State.safeParse(parseJson(readOr(file)));
  const kept = state.success ? { ...state.data, mcpServers: undefined, projects: undefined } : {};
  writeFileSync(file, JSON.stringify({ ...kept, hasCompletedOnboarding: true }), { mode: 0o600 });
}

function fingerprint(path: string): string {
  const hash = createHash('sha256');
  hash.update(readOr(join(path, 'settings.json')));
  for (const name of FOREIGN) hash.update(existsSync(join(path, name)) ? `there:${name}` : '');
  for (const file of filesBelow(join(path, 'skills'))) hash.update(`${file}\0${readOr(file)}\0`);
  // Half a file, because the program is just writing it, says nothing.
  const state = State.safeParse(parseJson(readOr(join(path, '.claude.json'))));
  hash.update(JSON.stringify((state.success && state.data.mcpServers) || {}));
  return hash.digest('hex');
}

/** `projects/<folder>/<session>.jsonl`, and the folder of the same name for large outputs. */
function transcripts(path: string, session: string): string[] {
  const projects = join(path, 'projects');
  if (!/^[\w-]+$/.test(session) || !existsSync(projects)) return [];
  return readdirSync(projects).flatMap((project) =>
    [`${session}.jsonl`, session].map((name) => join(projects, project, name)).filter((file) => existsSync(file)),
  );
}

function filesBelow(folder: string): readonly string[] {
  if (!existsSync(folder)) return [];
  const entries = readdirSync(folder, { recursive: true, withFileTypes: true });
  return entries
    .filter((each) => !each.isDirectory())
    .map((each) => join(each.parentPath, each.name))
    .sort();
}

function readOr(file: string): string {
  return existsSync(file) ? readFileSync(file, 'utf8') : '';
}
