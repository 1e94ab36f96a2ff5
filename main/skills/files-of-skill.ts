import { lstat, readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { isUtf8 } from 'node:buffer';
import type { SkillFile } from '../../core/skills/skill.ts';

/** What a skill may hold: guidance is short. */
export const mostFiles = 60;
export const mostBytes = 256 * 1024;

/** Folder of a skill on disk → its text files. Links are not followed, and what is no text is left out. */
export async function filesOfSkill(folder: string): Promise<readonly SkillFile[]> {
  const entries = await readdir(folder, { recursive: true }).catch(() => []);
  const paths = entries.map((path) => path.replaceAll('\\', '/')).sort();
  const files = await Promise.all(paths.slice(0, mostFiles * 4).map((path) => textOf(folder, path)));
  return files.flatMap((file) => file ?? []).slice(0, mostFiles);
}

async function textOf(folder: string, path: string): Promise<SkillFile | undefined> {
  const file = join(folder, path);
  const found = await lstat(file).catch(() => undefined);
  if (!found?.isFile() || found.size > mostBytes) return undefined;
  const bytes = await readFile(file);
  return isUtf8(bytes) ? { path, text: bytes.toString('utf8') } : undefined;
}
