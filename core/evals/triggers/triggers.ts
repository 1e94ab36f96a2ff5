import { z } from 'zod';
import { fnv1a, hex32 } from '../../fnv1a.ts';
import { problemsOf } from '../../placed-problem.ts';
import type { Parsed, PlacedProblem } from '../../placed-problem.ts';
import { Scenario } from '../scenario/scenario.ts';

const prompts = z.array(z.string().trim().min(1, 'is empty').max(2000)).min(2, 'needs two or more').max(50);

/** What is asked when a skill is to be taken up, and near misses: what sounds alike and is no business of it. */
export const Triggers = z.strictObject({ use: prompts, leave: prompts });
export type Triggers = z.output<typeof Triggers>;

export const triggerKinds = ['use', 'leave'] as const;
export type TriggerKind = (typeof triggerKinds)[number];

/**
 * Whoever writes a description looks at the `seen` prompts. The others are held out: what is only told of them as a whole
 * cannot be learnt by heart. The words of a prompt alone say where it belongs, so that another prompt moves none.
 */
export type Half = 'seen' | 'held-out';
export const halves: readonly Half[] = ['seen', 'held-out'];

export function halfOf(prompt: string): Half {
  return hash(prompt) % 2 === 0 ? 'seen' : 'held-out';
}

/** From the plain value of a file. Both halves of both kinds hold something, or a rate would be of nothing. */
export function parseTriggers(value: unknown): Parsed<Triggers> {
  const parsed = Triggers.safeParse(value);
  if (!parsed.success) return { ok: false, problems: problemsOf(parsed.error, () => [...triggerKinds]) };
  const problems = triggerKinds.flatMap((kind) => halfProblems(parsed.data, kind));
  return problems.length > 0 ? { ok: false, problems } : { ok: true, value: parsed.data };
}

function halfProblems(triggers: Triggers, kind: TriggerKind): readonly PlacedProblem[] {
  const all = triggers[kind];
  const twice = all.findIndex((each, at) => all.indexOf(each) !== at);
  if (twice >= 0) return [{ path: [kind, twice], message: 'stands there twice', next: 'Remove one of them' }];
  const empty = halves.filter((half) => !all.some((prompt) => halfOf(prompt) === half));
  return empty.map((half) => {
    return { path: [kind], message: `none of them is ${half}`, next: 'Add a prompt, or say one in other words' };
  });
}

/** A prompt as what is tried: whether the skill was taken up is all that is looked at. */
export function triggerScenario(skill: string, kind: TriggerKind, prompt: string): Scenario {
  const id = `trigger-${skill.slice(0, 40)}-${hex32(hash(prompt))}`;
  const used = kind === 'use';
  return Scenario.parse({
    ...{ id, prompt, policy: 'capability', trials: 1 },
    title: `${used ? 'Takes up' : 'Leaves'} ${skill}`.slice(0, 120),
    behaviour: used ? `Takes up ${skill} where it applies` : `Leaves ${skill} where it does not apply`,
    fixture: { repos: [{ name: 'app' }] },
    expect: { skills: used ? { used: [skill] } : { unused: [skill] } },
    proof: { pass: 'none', fail: 'none', noop: 'none' },
    limits: { minutes: 5 },
  });
}

/** Mixed at the end, so that prompts that differ in their last letters fall into both halves. */
function hash(text: string): number {
  let value = fnv1a(text);
  value = Math.imul(value ^ (value >>> 16), 0x85ebca6b);
  value = Math.imul(value ^ (value >>> 13), 0xc2b2ae35);
  return (value ^ (value >>> 16)) >>> 0;
}
