import { named } from '../../brief/quote.ts';
import type { Incident } from '../../model/learning/incident.ts';
import type { Cluster } from '../cluster.ts';

/** The name of its folder, as the standard for skills has it. */
export function slugOf(text: string): string {
  const words = text
    .toLowerCase()
    .normalize('NFKD')
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^[^a-z]+|-+$/g, '');
  return words.slice(0, 48).replace(/-+$/, '') || 'lesson';
}

/** The skill with one rule more, as the last of its list. */
export function withRuleSaid(skill: string, rule: string): string {
  const body = skill.trimEnd();
  const last = body.slice(body.lastIndexOf('\n') + 1);
  return `${body}\n${/^([-*] | {2,}\S)/.test(last) ? '' : '\n'}- ${oneLine(rule)}\n`;
}

function oneLine(text: string): string {
  return text.replace(/\s+/g, ' ').trim();
}

/** A skill from what the gate, the checks or the person said. Words of agents and programs stand in it as quotations. */
export function skillText(
  { signature, incidents }: Cluster,
  { name, repo }: { readonly name: string; readonly repo?: string | undefined },
): string {
  const [first] = incidents;
  if (!first) return '';
  const { about, kind } = signature;
  const when = whenOf(kind, about, first.taught?.rule);
  return [
    '---',
    `name: ${name}`,
    `description: ${JSON.stringify(`${when.use}. Drawn from what happened ${String(incidents.length)} times here.`)}`,
    ...(repo === undefined ? [] : ['metadata:', `  teatree-repos: ${JSON.stringify(repo)}`]),
    '---',
    '',
    `# ${when.title}`,
    '',
    when.rule,
    '',
    ...(first.next === undefined ? [] : [`Instead: ${named(first.next, 400)}`, '']),
    'What happened:',
    '',
    ...[...new Set(incidents.map((each) => lineOf(each)))].slice(0, 3).map((line) => `- ${line}`),
    '',
    when.enforced,
    '',
  ].join('\n');
}

function lineOf({ kind, text }: Incident): string {
  // The person's own words are meant; everybody else's are shown.
  return kind === 'correction' ? text.replace(/\s+/g, ' ').slice(0, 600) : named(text, 300);
}

type When = {
  readonly use: string;
  readonly title: string;
  readonly rule: string;
  readonly enforced: string;
};

function whenOf(kind: Incident['kind'], about: string, rule: string | undefined): When {
  if (rule !== undefined)
    return {
      use: `Whenever work is like that of the scenario ${about}`,
      title: about.replaceAll('-', ' '),
      rule: oneLine(rule),
      enforced: `The scenario ${about} tests it.`,
    };
  if (kind === 'failed-check')
    return {
      use: `Before saying that work is done: the check ${about} fails the same way again and again`,
      title: `Run ${about} before you finish`,
      rule: `Run what the check ${about} runs, and mend what it says, before you say that you are done.`,
      enforced: `The check ${about} runs over the commits in any case; a red one comes back as the next turn.`,
    };
  if (kind === 'correction')
    return {
      use: 'Whenever work here is like that of which the person said the same several times',
      title: 'What the person said more than once',
      rule: 'The person said this to several agents; do it without being told.',
      enforced: 'Nothing enforces it.',
    };
  return {
    use: `Before an action that the rule ${about} denies: know the legal way first`,
    title: `Work within ${about}`,
    rule: `The gate denies this (${about}). Trying it costs a turn and never works.`,
    enforced: `The gate enforces it: the rule ${about}.`,
  };
}
