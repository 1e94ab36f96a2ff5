import { wildcardMatches } from '../gates/policy/wildcard.ts';
import { termsOf } from '../similar/terms.ts';
import { catalogueLimit, catalogueTokens } from './catalogue.ts';
import type { RunKind, RunPhase } from './run-kind.ts';
import type { Skill } from './skill.ts';

/** What is known of a run when its skills are chosen. */
export type RunFacts = {
  readonly phase: RunPhase;
  readonly kinds: readonly RunKind[];
  /** Names, in landing order. */
  readonly repos: readonly string[];
  readonly title: string;
  readonly goal: string;
  /** What the thread has changed so far, from the roots of its repos. */
  readonly changed: readonly string[];
};

/** A skill that a run gets. `why`: what of the thread speaks for it; without that it is only there to be looked up. */
export type ChosenSkill = { readonly skill: Skill; readonly why?: string };

export type Selection = {
  /** The likeliest first. */
  readonly chosen: readonly ChosenSkill[];
  /** Meant for this run, and yet not given. */
  readonly left: readonly { readonly skill: Skill; readonly why: string }[];
};

/**
 * Which skills a run gets: those that apply to it, as many as the catalogue holds. The same facts always give the same
 * skills in the same order. Of one name the first counts: `skills` come in the order of whose word weighs more.
 */
export function selectSkills(run: RunFacts, skills: readonly Skill[]): Selection {
  const paths = [...run.changed, ...termsOf(`${run.title}\n${run.goal}`).paths.map(({ written }) => written)];
  const meant = skills.filter(
    (skill) => appliesTo(skill, run) && fitsRepo(skill, run.repos) && fitsPaths(skill.applies.paths, paths),
  );
  const first = new Map<string, Skill>();
  for (const skill of meant) if (!first.has(skill.name)) first.set(skill.name, skill);
  const weighed = [...first.values()]
    .map((skill) => ({ skill, ...weigh(skill, run) }))
    .sort((a, b) => b.weight - a.weight || (a.skill.name < b.skill.name ? -1 : 1));
  const chosen: ChosenSkill[] = [];
  const left = meant
    .filter((skill) => first.get(skill.name) !== skill)
    .map((skill) => ({ skill, why: `${first.get(skill.name)?.from ?? 'Teatree or you'} has one of that name` }));
  for (const { skill, why } of weighed) {
    if (catalogueTokens([...chosen.map((each) => each.skill), skill]) > catalogueLimit)
      left.push({ skill, why: `there is no room: a catalogue holds ${String(catalogueLimit)} tokens` });
    else chosen.push({ skill, ...(why !== undefined && { why }) });
  }
  return { chosen, left };
}

/** By phase and kind of thread alone. */
export function appliesTo({ applies }: Skill, { phase, kinds }: Pick<RunFacts, 'phase' | 'kinds'>): boolean {
  const inPhase = applies.phases.length === 0 || applies.phases.includes(phase);
  return inPhase && (applies.kinds.length === 0 || applies.kinds.some((kind) => kinds.includes(kind)));
}

/** A repo's own skill is for that repo alone, whatever it says. */
function fitsRepo({ applies, from }: Skill, repos: readonly string[]): boolean {
  if (from !== undefined && !repos.includes(from)) return false;
  return applies.repos.length === 0 || applies.repos.some((repo) => repos.includes(repo));
}

function fitsPaths(patterns: readonly string[], paths: readonly string[]): boolean {
  return patterns.length === 0 || patterns.some((pattern) => paths.some((path) => wildcardMatches(pattern, path, '/')));
}

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

type Weight = { readonly weight: number; readonly why?: string };

/** Something speaks for a skill when the goal names it, or shares at least two telling words with its description. */
function weigh({ name, description }: Skill, { title, goal, kinds }: RunFacts): Weight {
  const several = kinds.includes('several-repos') ? ' several repos' : '';
  const said = ` ${plain(`${title} ${goal}${several}`)} `;
  if (said.includes(` ${plain(name)} `)) return { weight: 100, why: 'the goal names it' };
  const words = new Set(wordsOf(said));
  const shared = [...new Set(wordsOf(plain(`${name} ${description}`)))].filter((word) => words.has(word));
  if (shared.length < 2) return { weight: 0 };
  return { weight: shared.length, why: `the thread is about ${shared.slice(0, 4).join(', ')}` };
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
