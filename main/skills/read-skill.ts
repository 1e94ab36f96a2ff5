import { createHash } from 'node:crypto';
import { parseFront, skillFile } from '../../core/skills/skill.ts';
import type { Skill, SkillFile } from '../../core/skills/skill.ts';
import { textProblems } from '../../core/skills/problems.ts';
import type { SkillProblem } from '../../core/skills/problems.ts';
import { readYaml } from '../files/read-yaml.ts';

/** A skill with what is wrong with it. `skill` is there when it can be used all the same. */
export type ReadSkill = { readonly skill?: Skill; readonly problems: readonly SkillProblem[] };

/** What is said of a folder that is none. */
export const noSkill = 'is missing';

/** Makes a skill of the files of its folder. Every problem has its line. Never throws. */
export function readSkill(folder: string, all: readonly SkillFile[]): ReadSkill {
  const files = all.filter(isGiven).sort((a, b) => (a.path < b.path ? -1 : 1));
  const text = files.find(({ path }) => path === skillFile)?.text;
  if (text === undefined) return problem(noSkill, `A skill is a folder with a ${skillFile}`);
  const parts = /^---\r?\n([\s\S]*?\r?\n)---[ \t]*(?:\r?\n|$)([\s\S]*)$/.exec(text);
  if (!parts) return problem('does not begin with front matter', 'Begin with ---, name, description and ---');
  const [, front = '', body = ''] = parts;
  const read = readYaml(front, parseFront(folder));
  if (!read.ok) {
    const problems = read.problems.map(({ line, field, message, next = '' }) => {
      return { file: skillFile, line: line + 1, field, message, next };
    });
    return { problems };
  }
  const startsAt = text.slice(0, text.length - body.length).split('\n').length;
  const problems = textProblems({ body, startsAt }, files);
  return { skill: { ...read.value, body, files, hash: hashOf(files) }, problems };
}

/** What tests a skill is not for the agent that is tested by it. */
function isGiven({ path }: SkillFile): boolean {
  return !path.startsWith('evals/');
}

/** One hash for the files as they lie on disk: names and contents, in order. */
export function hashOf(files: readonly SkillFile[]): string {
  const hash = createHash('sha256');
  for (const { path, text } of files) hash.update(`${path}\0${String(Buffer.byteLength(text))}\0${text}`);
  return hash.digest('hex');
}

function problem(message: string, next: string): ReadSkill {
  return { problems: [{ file: skillFile, line: 1, field: '', message, next }] };
}
