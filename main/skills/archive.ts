import { join } from 'node:path';
import { z } from 'zod';
import { parseJson } from '../../core/parse-json.ts';
import { readTextIfThere } from '../files/read-text-file.ts';
import { replaceFile } from '../files/replace-file.ts';

const Names = z.array(z.string().max(64)).max(1000);

function fileOf(dataFolder: string): string {
  return join(dataFolder, 'archived-skills.json');
}

/** Skills that the person put away, whoever ships them: nothing is deleted, and no run gets them. */
export async function archivedSkills(dataFolder: string): Promise<ReadonlySet<string>> {
  const read = await readTextIfThere(fileOf(dataFolder));
  return new Set(read.ok ? Names.safeParse(parseJson(read.value ?? '')).data : undefined);
}

export async function archiveSkill(dataFolder: string, name: string, archived: boolean): Promise<void> {
  const names = new Set(await archivedSkills(dataFolder));
  if (archived) names.add(name);
  else names.delete(name);
  await replaceFile(fileOf(dataFolder), JSON.stringify([...names].sort()));
}
