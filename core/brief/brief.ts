import type { CommitId, RepoId } from '../ids.ts';
import type { Instruction } from '../model/instruction.ts';
import type { RepoConfig } from '../model/repo.ts';
import type { HarnessChoice } from '../model/run.ts';
import { fit } from './budget.ts';
import type { Fitted, Part } from './budget.ts';
import { decisionParts } from './decisions.ts';
import type { DecisionFacts } from './decisions.ts';
import { handOverParts } from './hand-over.ts';
import type { HandOver } from './hand-over.ts';
import { onOneLine, quoted } from './quote.ts';
import { workRules } from './rules.ts';
import { skillsText } from './skills.ts';
import type { BriefSkills } from './skills.ts';

/** What of a repo is in a brief. `guidance` is read from the protected branch. */
export type BriefRepo = {
  readonly id: RepoId;
  readonly name: string;
  readonly defaultBranch: string;
  readonly config: RepoConfig;
  readonly guidance: readonly { readonly file: string; readonly text: string }[];
  /** Absent before the workspace is made. */
  readonly worktree?: { readonly path: string; readonly branch: string };
  /** Where the work began; before that where it would begin now. */
  readonly base?: CommitId;
};

export type BriefFacts = DecisionFacts & {
  readonly repos: readonly BriefRepo[];
  readonly skills: BriefSkills;
  /** What an agent before left behind; absent on the first run. */
  readonly handOver?: HandOver;
};

/** About 12,000 tokens. The goal is never cut, whatever it takes. */
export const briefBudget = 48_000;
/** About 4,000 tokens, for an agent that knows the rest. */
export const handOverBudget = 16_000;

/** A recipe is followed as it is written; nobody reads a brief there. */
export function readsBrief(harness: HarnessChoice): boolean {
  return harness.id !== 'recipe';
}

/**
 * The text an agent gets when it takes up a thread. What is the same for every thread comes first, then what is the
 * same for its kind of work and its repos, then the thread itself: a model that has read one has read the beginning of
 * the next. The same facts give the same text.
 */
export function writeBrief(facts: BriefFacts): Fitted {
  const parts: readonly Part[] = [
    { name: 'rules', text: workRules },
    ...facts.repos.flatMap(repoParts),
    { name: 'goal', text: threadText(facts) },
    { name: 'skills', text: skillsText(facts.skills), keep: 5 },
    ...decisionParts(facts, 2),
    ...(facts.handOver ? handOverParts(facts.thread, facts.handOver, { reader: 'new', keep: 1 }) : []),
  ];
  return fit(parts, briefBudget);
}

/** What an agent that knows the thread is told when another worked on it: facts of a thread as it went on meanwhile. */
export function writeHandOver(facts: DecisionFacts & { readonly handOver: HandOver }): Fitted {
  const parts = [
    ...handOverParts(facts.thread, facts.handOver, { reader: 'back', keep: 2 }),
    ...decisionParts(facts, 1),
  ];
  return fit(parts, handOverBudget);
}

/** `whole` for an agent that knows nothing of the thread; `hand-over` for one that was away; `again` for all others. */
export type BriefKind = 'whole' | 'hand-over' | 'again';

/** What an agent is prompted with: the brief where it needs one, and what is to be done now. */
export function withBrief(
  brief: { readonly kind: BriefKind; readonly text: string } | undefined,
  { kind, text }: Pick<Instruction, 'kind' | 'text'>,
): string {
  if (brief === undefined) return text;
  return `${brief.text}\n\n# Now\n\n${nowText(brief.kind, { kind, text })}`;
}

function nowText(brief: BriefKind, { kind, text }: Pick<Instruction, 'kind' | 'text'>): string {
  if (kind === 'goal' && brief === 'whole') return 'Begin with the goal above.';
  return kind === 'check-failure' ? quoted('the checks', text) : text;
}

export function repoParts({ name, defaultBranch, config, guidance }: BriefRepo): readonly Part[] {
  const checks = config.checks?.map((check) => `- check ${check.name}: \`${onOneLine(check.command, 300)}\``) ?? [];
  const lines = [
    ...(config.setup === undefined ? [] : [`- set-up: \`${onOneLine(config.setup, 300)}\``]),
    ...(checks.length > 0 ? checks : ['- no checks are set up']),
    `- nobody but a landing moves: ${[...new Set([defaultBranch, ...(config.protected ?? [])])].join(', ')}`,
  ];
  return [
    { name: `rules of ${name}`, text: `# Repo ${name}\n\n${lines.join('\n')}`, keep: 3, most: 4000 },
    ...guidance.map(({ file, text }): Part => ({
      name: `${name}/${file}`,
      text: quoted(`${name}/${file} on ${defaultBranch}, the project's own guidance`, text.trim()),
      keep: 4,
      most: 8000,
    })),
  ];
}

function threadText({ thread, repos }: BriefFacts): string {
  const { workspace } = thread;
  const places = repos.map(({ name, defaultBranch, worktree, base }) => {
    const from = base === undefined ? `the newest ${defaultBranch}` : `${defaultBranch} at ${base.slice(0, 12)}`;
    return worktree
      ? `- ${name}: ${worktree.path}, branch ${worktree.branch}, from ${from}`
      : `- ${name}: a worktree of its own, from ${from}`;
  });
  const ports =
    workspace.kind === 'ready'
      ? [
          `Ports you may listen on: ${String(workspace.ports.first)} to ${String(workspace.ports.first + workspace.ports.count - 1)}.`,
        ]
      : [];
  return [
    `# Thread #${String(thread.number)}: ${onOneLine(thread.title, 120)}`,
    `## Goal, in the person's words\n\n${thread.goal.trim()}`,
    `## Done means\n\n- what the goal asks for, and nothing else\n- every check of every repo is green on your commits\n- all of it is committed, in each repo that changes`,
    `## Repos, in landing order\n\n${places.join('\n')}`,
    ...ports,
  ].join('\n\n');
}
