import { closeSync, constants, fstatSync, openSync, readFileSync, statSync, type BigIntStats } from 'node:fs';
import { homedir } from 'node:os';
import path from 'node:path';
import { ok, type Result } from '../../../core/result.ts';
import { belongsToRepository, parseSettings, type ScopedSetting } from './settings.ts';

type Remembered = { readonly stamp: string; readonly settings: readonly ScopedSetting[] };
const remembered = new Map<string, Remembered>();
const MAX_REMEMBERED = 500;

/**
 * The settings that hold in a folder. Reading them costs a process, so they are remembered as long as no settings
 * file has changed; with includes, whose files we do not watch, they are read each time.
 */
export async function knownSettings(
  cwd: string,
  read: () => Promise<Result<string>>,
): Promise<Result<readonly ScopedSetting[]>> {
  const stamp = stampOf(cwd);
  const before = remembered.get(cwd);
  if (before && before.stamp === stamp) return ok(before.settings);
  const output = await read();
  if (!output.ok) return output;
  const settings = parseSettings(output.value);
  const includes = settings.some((setting) => belongsToRepository(setting) && /^include(if)?\./.test(setting.key));
  if (stamp === undefined || includes) remembered.delete(cwd);
  else remembered.set(cwd, { stamp, settings });
  if (remembered.size > MAX_REMEMBERED) remembered.clear();
  return ok(settings);
}

/** Identity and time of every settings file; undefined when `cwd` is not the root of a working tree. */
function stampOf(cwd: string): string | undefined {
  const gitDir = gitDirOf(cwd);
  if (gitDir === undefined) return undefined;
  const commonDir = commonDirOf(gitDir);
  const home = process.env['HOME'] ?? homedir();
  const config = process.env['XDG_CONFIG_HOME'] ?? path.join(home, '.config');
  return [
    ...[path.join(commonDir, 'config'), path.join(gitDir, 'config.worktree'), path.join(commonDir, 'config.worktree')],
    ...[path.join(home, '.gitconfig'), path.join(config, 'git/config'), '/etc/gitconfig'],
  ]
    .map((file) => `${file} ${fileStamp(statSync(file, { bigint: true, throwIfNoEntry: false }))}`)
    .join('\n');
}

export function fileStamp(stats: BigIntStats | undefined): string {
  return stats ? `${stats.ino} ${stats.size} ${stats.mtimeNs} ${stats.ctimeNs}` : 'none';
}

/** `.git` is a folder in a clone and a file that names one in a linked worktree. */
export function gitDirOf(cwd: string): string | undefined {
  const dotGit = path.join(cwd, '.git');
  const stats = statSync(dotGit, { throwIfNoEntry: false });
  if (!stats) return undefined;
  if (stats.isDirectory()) return dotGit;
  const target = /^gitdir: (.+)$/m.exec(textOf(dotGit) ?? '')?.[1];
  return target === undefined ? undefined : path.resolve(cwd, target);
}

/** What all worktrees of a clone share: beside a linked worktree's own folder. */
export function commonDirOf(gitDir: string): string {
  const common = textOf(path.join(gitDir, 'commondir'));
  return common === undefined ? gitDir : path.resolve(gitDir, common.trim());
}

/** Longer than any path. */
const MOST_BYTES = 64 * 1024;

/**
 * Of a small plain file. Read at once: it takes a twentieth of what waiting for it would, and this is done before each
 * call of git. An agent may have put anything in its place, and nothing of that may keep the app waiting.
 */
function textOf(file: string): string | undefined {
  let opened: number;
  try {
    opened = openSync(file, constants.O_RDONLY | constants.O_NONBLOCK);
  } catch (error) {
    if (error instanceof Error && 'code' in error && ['ENOENT', 'ENOTDIR'].includes(String(error.code)))
      return undefined;
    throw error;
  }
  try {
    const stats = fstatSync(opened);
    return stats.isFile() && stats.size <= MOST_BYTES ? readFileSync(opened, 'utf8') : undefined;
  } finally {
    closeSync(opened);
  }
}
