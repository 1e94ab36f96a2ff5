import type { Thread } from '../model/thread.ts';

/** Guidance for a kind of work. `from`: the name of the repo that brings it; without it Teatree does. */
export type Skill = {
  readonly name: string;
  readonly description: string;
  readonly text: string;
  readonly from?: string;
};

/** A skill that a thread gets, and why, for people. */
export type ChosenSkill = { readonly skill: Skill; readonly why: string };

const most = 5;
/** Words that name no kind of work. */
const empty = new Set(
  (
    'about above after again along among another before being below between cannot change changes changing could does ' +
    'doing done each either every files first follow from given goal have help into itself just like make makes making ' +
    'more most much must need needs never only other over project repository same should skill some such such task than ' +
    'that their them then there these they thing things this those through under until used user uses using what when ' +
    'where whether which while with within without work works would write your code new use'
  ).split(' '),
);

/**
 * A skill is chosen when the goal names it, or shares at least two telling words with its description. The work in
 * several repos counts as said. Always the same skills for the same words, in the same order.
 */
export function chooseSkills(
  thread: Pick<Thread, 'title' | 'goal' | 'repos'>,
  skills: readonly Skill[],
): ChosenSkill[] {
  const several = thread.repos.length > 1 ? ' several repos' : '';
  const said = ` ${plain(`${thread.title} ${thread.goal}${several}`)} `;
  const words = new Set(wordsOf(said));
  const chosen = skills.flatMap((skill): (ChosenSkill & { readonly weight: number })[] => {
    if (said.includes(` ${plain(skill.name)} `)) return [{ skill, why: 'the goal names it', weight: 100 }];
    const shared = [...new Set(wordsOf(plain(`${skill.name} ${skill.description}`)))].filter((word) => words.has(word));
    if (shared.length < 2) return [];
    return [{ skill, why: `the thread is about ${shared.slice(0, 4).join(', ')}`, weight: shared.length }];
  });
  return chosen
    .sort((a, b) => b.weight - a.weight || compare(a.skill.name, b.skill.name) || compare(a.skill.from, b.skill.from))
    .slice(0, most)
    .map(({ skill, why }) => ({ skill, why }));
}

function compare(a = '', b = ''): number {
  return a < b ? -1 : Number(a > b);
}

function plain(text: string): string {
  return text
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();
}

/** One form for singular and plural. */
function wordsOf(text: string): readonly string[] {
  return text
    .split(' ')
    .map((word) => (word.length > 4 ? word.replace(/s$/, '') : word))
    .filter((word) => word.length > 3 && !empty.has(word));
}
