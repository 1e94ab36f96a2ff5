import { lstat } from 'node:fs/promises';
import { basename, join, resolve } from 'node:path';
import { namesIn } from '../files/names-in.ts';
import { filesOfSkill } from './files-of-skill.ts';
import { readSkill } from './read-skill.ts';
import type { ReadSkill } from './read-skill.ts';

/** A folder that is, or should be, a skill. */
export type FoundSkill = ReadSkill & { readonly name: string; readonly folder: string };

/** The skills of a folder such as the shipped one: `<name>/SKILL.md`. Sorted by name; none where there is no such folder. */
export async function skillsIn(folder: string): Promise<readonly FoundSkill[]> {
  const names = (await namesIn(folder)).filter((name) => !name.startsWith('.')).sort();
  const found = await Promise.all(names.map(async (name) => skillAt(join(folder, name))));
  return found.flatMap((each) => each ?? []);
}

/** The skill of a folder; undefined where there is none. */
export async function skillAt(path: string): Promise<FoundSkill | undefined> {
  const folder = resolve(path);
  const kind = await lstat(folder).catch(() => undefined);
  if (!kind?.isDirectory()) return undefined;
  const name = basename(folder);
  return { name, folder, ...readSkill(name, await filesOfSkill(folder)) };
}
