import { readlink, realpath } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import type { Action } from '../../core/model/action.ts';

const mostPaths = 200;

/** The links on the way to an action's targets: link → real path. Paths that do not exist have none. */
export async function findSymlinks(action: Action): Promise<Readonly<Record<string, string>>> {
  const found: Record<string, string> = {};
  const seen = new Set<string>();
  for (const path of targetPaths(action).slice(0, mostPaths)) {
    for (let at = path; at !== dirname(at) && !seen.has(at); at = dirname(at)) {
      seen.add(at);
      const real = await linkTarget(at);
      if (real !== undefined) found[at] = real;
    }
  }
  return found;
}

function targetPaths(action: Action): readonly string[] {
  const targets = action.effects.flatMap((effect) => ('target' in effect ? [effect.target.path] : []));
  const folders = action.commands.flatMap((command) => (command.cwd === undefined ? [] : [command.cwd]));
  return [...new Set([...targets, ...folders, action.call.cwd])].filter((path) => path.startsWith('/'));
}

async function linkTarget(path: string): Promise<string | undefined> {
  const link = await readlink(path).catch(() => undefined);
  if (link === undefined) return undefined;
  // A link whose end does not exist yet still leads there for whoever writes through it.
  return realpath(path).catch(() => resolve(dirname(path), link));
}
