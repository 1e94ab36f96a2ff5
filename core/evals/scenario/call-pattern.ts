import { z } from 'zod';
import { effectKinds, fieldsOf, fieldValue } from '../../gates/policy/fields.ts';
import type { GateContext } from '../../gates/context.ts';
import type { Action, ActionEffect } from '../../model/action.ts';
import { closest } from '../../placed-problem.ts';
import { matches, Matcher } from './matcher.ts';

/** What a call does, in the words of a policy: quoted text is never a call. */
const EffectPattern = z
  .strictObject({
    kind: z.literal('effect'),
    effect: z.enum(effectKinds),
    where: z.record(z.string(), Matcher).default({}),
  })
  .superRefine(({ effect, where }, issue) => {
    const known = Object.keys(fieldsOf(effect));
    for (const name of Object.keys(where).filter((each) => !known.includes(each))) {
      const meant = closest(name, known);
      const next = meant === undefined ? `Possible here: ${known.join(', ') || 'nothing'}` : `Did you mean ${meant}?`;
      issue.addIssue({ code: 'custom', message: 'unknown key', path: ['where', name], params: { next } });
    }
  });

/** A tool by the harness's own name for it, for what is no file, command or address. */
const ToolPattern = z.strictObject({
  kind: z.literal('tool'),
  tool: Matcher,
  input: z.record(z.string(), Matcher).default({}),
});

/** Told apart by its keys first, so that what is wrong is told of the one that is meant. */
export const CallPattern = z.preprocess(
  (value) => (isMapping(value) ? { ...value, kind: 'tool' in value ? 'tool' : 'effect' } : value),
  z.discriminatedUnion('kind', [EffectPattern, ToolPattern], 'must be a mapping with effect or tool'),
);
export type CallPattern = z.output<typeof CallPattern>;

function isMapping(value: unknown): value is object {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Whether the call does what the pattern speaks of. Paths within the workspace are told from there: `api/src/a.ts`. */
export function callFits(pattern: CallPattern, action: Action, context: GateContext): boolean {
  if (pattern.kind === 'tool') {
    const { tool, input } = action.call;
    return (
      matches(pattern.tool, tool) && Object.entries(pattern.input).every(([name, each]) => matches(each, input[name]))
    );
  }
  return action.effects.some((effect) => effect.kind === pattern.effect && effectFits(pattern.where, effect, context));
}

function effectFits(where: Readonly<Record<string, Matcher>>, effect: ActionEffect, context: GateContext): boolean {
  return Object.entries(where).every(([name, matcher]) => {
    const value = fieldValue(effect, name, context);
    return matches(
      matcher,
      name === 'path' && typeof value === 'object' ? value.map((each) => within(context, each)) : value,
    );
  });
}

function within({ workspace, home }: GateContext, path: string): string {
  if (path.startsWith(`${workspace}/`)) return path.slice(workspace.length + 1);
  return path.startsWith(`${home}/`) ? `~/${path.slice(home.length + 1)}` : path;
}
