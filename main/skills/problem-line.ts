import { join } from 'node:path';
import type { SkillProblem } from '../../core/skills/problems.ts';
import { yamlProblemLine } from '../files/read-yaml.ts';

/** `skills/it/SKILL.md:4: licence: unknown key; Did you mean license?` */
export function problemLine(folder: string, { file, ...problem }: SkillProblem): string {
  return yamlProblemLine(join(folder, file), problem);
}
