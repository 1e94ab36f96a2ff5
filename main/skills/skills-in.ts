import { lstat } from 'node:fs/promises';
import { basename, join, resolve } from 'node:path';
import { fail, ok } from '../../core/result.ts';
import type { Result } from '../../core/result.ts';
import { namesIn } from '../files/names-in.ts';
import { filesOfSkill } from './files-of-skill.ts';
import { noSkill, readSkill } from './read-skill.ts';
import type { ReadSkill } from './read-skill.ts';

/** A folder that is, or should be, a skill. */
export type FoundSkill = ReadSkill & { readonly name: string; readonly folder: string };

/** The skills of a folder such as the shipped one: `<name>/SKILL.md`. Sorted by name; none where there is no such folder. */
export async function skillsIn(folder: string): Promise<readonly FoundSkill[]> {
  const names = (await namesIn(folder)).filter((name) => !name.startsWith('.')).sort();
  const found = await Promise.all(names.map(async (name) => skillAt(join(folder, name))));
  return found.flatMap((each) => (each.ok ? [each.value] : []));
}

/** The skill that a folder holds, or what is wrong with it. Failure: file-unreadable where there is no folder. */
export async function skillAt(path: string): Promise<Result<FoundSkill>> {
  const folder = resolve(path);
  const kind = await lstat(folder).catch(() => undefined);
  if (!kind?.isDirectory()) {
    const next = 'Name the folder that holds SKILL.md';
    return fail({ code: 'file-unreadable', message: `${path} is no folder`, next });
  }
  const name = basename(folder);
  const files = await filesOfSkill(folder);
  return ok({ name, folder, ...readSkill(name, files) });
}

/** A folder with a SKILL.md, however it reads. */
export function isSkill({ problems }: FoundSkill): boolean {
  return !problems.some(({ message }) => message === noSkill);
}
