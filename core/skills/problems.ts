import { scanSecrets } from '../secrets/scan.ts';
import { catalogueLimit, catalogueTokens, tokensOf } from './catalogue.ts';
import { runKinds, runPhases } from './run-kind.ts';
import { appliesTo } from './select.ts';
import { skillFile } from './skill.ts';
import type { Skill, SkillFile } from './skill.ts';

/** What is wrong with a file of a skill, with its line and what to do. */
export type SkillProblem = {
  readonly file: string;
  readonly line: number;
  readonly field: string;
  readonly message: string;
  readonly next: string;
};

const most = { lines: 500, tokens: 5000 };

/** What the text of a skill breaks: limits of the standard, links that lead nowhere, secrets. `startsAt`: the body's first line. */
export function textProblems(
  { body, startsAt }: { readonly body: string; readonly startsAt: number },
  files: readonly SkillFile[],
): SkillProblem[] {
  const at = (line: number, message: string, next: string): SkillProblem => ({
    ...{ file: skillFile, field: '', line, message, next },
  });
  const lines = body.trimEnd().split('\n').length;
  const tokens = tokensOf(body);
  const move = 'Move what is rarely needed to references/ and link it';
  return [
    ...(body.trim() === '' ? [at(startsAt, 'says nothing', 'Write what to do below the front matter')] : []),
    ...(lines >= most.lines
      ? [
          at(
            startsAt + most.lines - 1,
            `has ${String(lines)} lines; fewer than ${String(most.lines)} are read well`,
            move,
          ),
        ]
      : []),
    ...(tokens >= most.tokens
      ? [at(startsAt, `takes about ${String(tokens)} tokens; fewer than ${String(most.tokens)} are allowed`, move)]
      : []),
    ...linkProblems(body, startsAt, files),
    ...files.flatMap((file) => (file.path === skillFile ? [] : deepLinks(file))),
    ...files.flatMap(secretProblems),
  ];
}

/** What only shows when skills stand together: one name or description twice, and more than a catalogue holds. */
export function setProblems(skills: readonly Skill[]): { readonly skill: string; readonly problem: SkillProblem }[] {
  const seen = new Map<string, string>();
  const twins = skills.flatMap(({ name, description }) => {
    const plain = description.toLowerCase().replace(/\s+/g, ' ').trim();
    const twin = seen.get(plain);
    seen.set(plain, twin ?? name);
    if (twin === undefined) return [];
    const message = `is that of ${twin}: an agent could not tell them apart`;
    return [{ skill: name, problem: inFront('description', message, 'Say when this one is meant and not the other') }];
  });
  return [...twins, ...overBudget(skills)];
}

/** Found when a skill is written, so that no run has to go without one. */
function overBudget(skills: readonly Skill[]) {
  const sums = runPhases.flatMap((phase) =>
    runKinds.map((kind) => {
      const together = skills.filter((skill) => appliesTo(skill, { phase, kinds: [kind] }));
      return { of: `${phase}, ${kind}`, together, tokens: catalogueTokens(together) };
    }),
  );
  const worst = sums.reduce((a, b) => (b.tokens > a.tokens ? b : a));
  if (worst.tokens <= catalogueLimit) return [];
  const longest = worst.together.reduce((a, b) => (b.description.length > a.description.length ? b : a));
  const message = `the catalogue of a run (${worst.of}) takes about ${String(worst.tokens)} tokens, more than ${String(catalogueLimit)}`;
  const next = 'Shorten descriptions, or narrow when a skill is given: metadata.teatree-phases, -kinds, -repos, -paths';
  return [{ skill: longest.name, problem: inFront('description', message, next) }];
}

function inFront(field: string, message: string, next: string): SkillProblem {
  return { file: skillFile, line: 1, field, message, next };
}

type Link = { readonly target: string; readonly line: number };

const elsewhere = /^([a-z][a-z0-9+.-]*:|#|\/\/)/i;

function linksIn(text: string, startsAt: number): readonly Link[] {
  return text.split('\n').flatMap((line, index) =>
    [...line.matchAll(/\]\(<?([^)\s>]+)>?[^)]*\)/g)].flatMap(([, found = '']): Link[] => {
      const [target = ''] = found.split('#');
      return elsewhere.test(found) || target === '' ? [] : [{ target, line: startsAt + index }];
    }),
  );
}

function linkProblems(body: string, startsAt: number, files: readonly SkillFile[]): SkillProblem[] {
  return linksIn(body, startsAt).flatMap(({ target, line }) => {
    const problem = brokenLink(target, files);
    return problem === undefined ? [] : [{ file: skillFile, line, field: '', ...problem }];
  });
}

function brokenLink(target: string, files: readonly SkillFile[]) {
  const path = target.replace(/^\.\//, '').replace(/\/$/, '');
  const parts = path.split('/');
  if (target.startsWith('/') || parts.includes('..'))
    return { message: `the link ${target} leads out of the skill`, next: 'Copy what it needs into the skill' };
  if (!files.some((file) => file.path === path || file.path.startsWith(`${path}/`)))
    return { message: `the link ${target} leads nowhere`, next: 'Add the file, or correct the link' };
  if (parts.length > 2)
    return { message: `${target} lies deeper than one folder`, next: 'Keep files directly below one folder' };
  return undefined;
}

/** One level: what SKILL.md links to stands for itself. */
function deepLinks({ path, text }: SkillFile): SkillProblem[] {
  if (!path.endsWith('.md')) return [];
  return linksIn(text, 1).map(({ target, line }) => ({
    ...{ file: path, line, field: '', message: `links to ${target}: references go one level deep` },
    next: `Link it from ${skillFile}, or say it here`,
  }));
}

function secretProblems({ path, text }: SkillFile): SkillProblem[] {
  return scanSecrets(text, { file: path }).findings.map(({ line, rule, preview }) => ({
    ...{ file: path, line, field: '', message: `holds a secret (${rule}: ${preview})` },
    next: 'Take it out, and revoke it if it was ever shared',
  }));
}
