import { accessSync, chmodSync, constants, mkdirSync, realpathSync, statSync } from 'node:fs';
import { homedir } from 'node:os';
import { isAbsolute, join, resolve } from 'node:path';
import { fail, ok } from '../../core/result.ts';
import type { Failure, Result } from '../../core/result.ts';

export type Surroundings = {
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly platform: NodeJS.Platform;
  readonly home: string;
};

/** Where everything of this user's factory is kept: TEATREE_HOME, or the platform's usual place. */
export function homeFolder({ env, platform, home }: Surroundings = here()): string {
  if (env['TEATREE_HOME']) return resolve(env['TEATREE_HOME']);
  if (platform === 'darwin') return join(home, 'Library', 'Application Support', 'Teatree');
  if (platform === 'win32') return join(env['APPDATA'] ?? join(home, 'AppData', 'Roaming'), 'Teatree');
  // A relative XDG_DATA_HOME is to be ignored, says the XDG base directory specification.
  const data = env['XDG_DATA_HOME'] && isAbsolute(env['XDG_DATA_HOME']) ? env['XDG_DATA_HOME'] : undefined;
  return join(data ?? join(home, '.local', 'share'), 'teatree');
}

/** Creates the folder if need be, for this user only, and answers its real path. */
export function openHomeFolder(folder: string = homeFolder()): Result<string> {
  try {
    const made = mkdirSync(folder, { recursive: true, mode: 0o700 });
    if (!statSync(folder).isDirectory()) return fail(unusable(folder, 'is not a folder'));
    accessSync(folder, constants.R_OK | constants.W_OK | constants.X_OK);
    if (made !== undefined) chmodSync(folder, 0o700);
    return ok(realpathSync(folder));
  } catch (error) {
    return fail(unusable(folder, reasonOf(error)));
  }
}

function here(): Surroundings {
  return { env: process.env, platform: process.platform, home: homedir() };
}

const reasons: Readonly<Record<string, string>> = {
  EACCES: 'may not be written by you',
  EPERM: 'may not be written by you',
  EROFS: 'is on a read-only disk',
  EEXIST: 'is a file, not a folder',
  ENOTDIR: 'lies below a file, not a folder',
  ENOSPC: 'does not fit: the disk is full',
  ENAMETOOLONG: 'has too long a path',
};

function reasonOf(error: unknown): string {
  if (!(error instanceof Error) || !('code' in error)) throw error;
  return reasons[String(error.code)] ?? `cannot be used: ${error.message}`;
}

function unusable(folder: string, reason: string): Failure {
  const next = 'Set TEATREE_HOME to a folder you may write, or correct this one';
  return { code: 'home-unusable', message: `The data folder ${folder} ${reason}`, next };
}
