import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parse } from 'yaml';
import { z } from 'zod';
import type { Skill } from '../../core/brief/skills.ts';
import type { Repo } from '../../core/model/repo.ts';
import { listFoldersAt, readFileAt } from '../git/show.ts';

const FILE = 'SKILL.md';
/** Where projects keep skills, the first one that has a name wins. */
const PLACES = ['skills', '.agents/skills', '.claude/skills'];
const MOST = 40;
const MAX_BYTES = 64 * 1024;

const Front = z.object({ name: z.string().min(1).max(100), description: z.string().min(1).max(2000) });

/** The skills that lie in a folder, such as those Teatree ships: `<name>/SKILL.md`. What does not read as one is left out. */
export async function skillsIn(folder: string): Promise<readonly Skill[]> {
  const names = await readdir(folder).catch(() => []);
  const texts = await Promise.all(
    names.sort().map((name) => readFile(join(folder, name, FILE), 'utf8').catch(() => '')),
  );
  return texts.flatMap((text) => readSkill(text) ?? []);
}

/** A repo's own skills, as a revision has them. */
export async function skillsOfRepo({ path: clone, name: from }: Repo, commit: string): Promise<readonly Skill[]> {
  const skills = new Map<string, Skill>();
  for (const place of PLACES) {
    const folders = await listFoldersAt(clone, { commit, path: place });
    for (const folder of folders.ok ? folders.value.slice(0, MOST) : []) {
      const file = await readFileAt(clone, { commit, path: `${place}/${folder}/${FILE}`, maxBytes: MAX_BYTES });
      const skill = file.ok && file.value.kind === 'found' ? readSkill(file.value.text) : undefined;
      if (skill && !skills.has(skill.name)) skills.set(skill.name, { ...skill, from });
    }
  }
  return [...skills.values()];
}

function readSkill(text: string): Skill | undefined {
  const [, front = '', body = ''] = /^---\r?\n([\s\S]*?)\r?\n---\r?\n([\s\S]*)$/.exec(text) ?? [];
  const parsed = Front.safeParse(frontOf(front));
  return parsed.success && body.trim() !== '' ? { ...parsed.data, text: body } : undefined;
}

function frontOf(text: string): unknown {
  try {
    return parse(text, { maxAliasCount: 0 });
  } catch {
    return undefined;
  }
}
