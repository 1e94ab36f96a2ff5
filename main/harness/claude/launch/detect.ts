import { accessSync, constants } from 'node:fs';
import { homedir, tmpdir } from 'node:os';
import { delimiter, isAbsolute, join } from 'node:path';
import { cleanEnvironment } from '../../../process/environment.ts';
import { run } from '../../../process/run.ts';
import type { Detection } from '../../harness.ts';
import { isAtLeast } from '../../version.ts';
import { FLOOR } from '../protocol/initialize.ts';

const WITHIN_MS = 10_000;
const INSTALL = 'npm install --global @anthropic-ai/claude-code';

/** The program itself: where it was said to be, on the PATH, or where its own installer puts it. */
export function findClaude(said: string | undefined, env: NodeJS.ProcessEnv = process.env): string | undefined {
  if (said !== undefined) return isProgram(said) ? said : undefined;
  const folders = (env.PATH ?? '').split(delimiter).filter((folder) => isAbsolute(folder));
  const home = env.HOME ?? homedir();
  const usual = [join(home, '.local', 'bin'), join(home, '.claude', 'local')];
  return [...folders, ...usual].map((folder) => join(folder, 'claude')).find(isProgram);
}

export async function detectClaude(said: string | undefined): Promise<Detection> {
  const program = findClaude(said);
  if (program === undefined) return { state: 'missing', text: 'Claude Code is not installed', next: INSTALL };
  const asked = await run({
    file: program,
    args: ['--version'],
    cwd: tmpdir(),
    env: cleanEnvironment({ DISABLE_AUTOUPDATER: '1' }),
    timeoutMs: WITHIN_MS,
  });
  const version = asked.ok ? /^(\d+\.\d+\.\d+)/.exec(asked.value.stdout)?.[1] : undefined;
  if (version === undefined) {
    return { state: 'unsupported', text: `${program} does not say its version`, next: `Install it anew: ${INSTALL}` };
  }
  if (!isAtLeast(version, FLOOR)) {
    const text = `Claude Code ${version} cannot be held by the gate; it takes ${FLOOR} or later`;
    return { state: 'unsupported', text, next: 'claude update' };
  }
  return { state: 'ready', text: `Claude Code ${version}`, version, program };
}

function isProgram(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch (error) {
    if (error instanceof Error && 'code' in error) return false;
    throw error;
  }
}
