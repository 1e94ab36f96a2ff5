import { onOneLine } from '../brief/quote.ts';
import type { Skill } from './skill.ts';

/** The most that the list of a run's skills may take of a model's context, in tokens. */
export const catalogueLimit = 2000;

/** An estimate on the safe side for English text: four characters a token. */
export function tokensOf(text: string): number {
  return Math.ceil(text.length / 4);
}

type Listed = Pick<Skill, 'name' | 'description' | 'from'>;

export function catalogueTokens(skills: readonly Listed[]): number {
  return skills.reduce((sum, skill) => sum + tokensOf(catalogueLine(skill)), 0);
}

/** `- name (of repo): description` */
export function catalogueLine({ name, description, from }: Listed): string {
  return `- ${name}${from === undefined ? '' : ` (of ${onOneLine(from, 80)})`}: ${onOneLine(description, 1024)}\n`;
}
