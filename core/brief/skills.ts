import { catalogueLine } from '../skills/catalogue.ts';
import type { ChosenSkill } from '../skills/select.ts';
import { onOneLine } from './quote.ts';

/** The skills of the agent that reads a brief. */
export type BriefSkills = {
  readonly chosen: readonly ChosenSkill[];
  /** Where they lie: `<folder>/<name>/SKILL.md`; unknown before a program was started. */
  readonly folder?: string;
  /** The agent's program shows them to it by itself. */
  readonly listed: boolean;
};

/** Never the text of a skill: an agent loads what it needs. Of listed ones only those that the thread speaks for are named. */
export function skillsText({ chosen, folder, listed }: BriefSkills): string {
  if (!listed && chosen.length > 0) {
    const place = `${folder ?? 'the folder of your skills'}/NAME/SKILL.md`;
    const lines = chosen.map(({ skill }) => catalogueLine(skill));
    return `# Skills\n\nGuidance for kinds of work. Before you do one of them, read ${place}.\n\n${lines.join('').trimEnd()}`;
  }
  const fitting = chosen.filter(({ why }) => why !== undefined);
  if (fitting.length === 0) return '';
  const lines = fitting.map(({ skill, why = '' }) => `- ${skill.name}: ${onOneLine(why, 200)}`);
  return `# Skills\n\nOf the skills you have, these fit this thread. Load them before you begin.\n\n${lines.join('\n')}`;
}
