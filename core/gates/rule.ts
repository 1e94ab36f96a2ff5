import type { Action, ActionEffect } from '../model/action.ts';
import type { GateContext } from './context.ts';
import type { Verdict } from './verdict.ts';

/** Reads an action's effects and answers what it knows; silence passes the question on. */
export type Rule = {
  (action: Action, context: GateContext): readonly Verdict[] | undefined;
  /** The rules it is made of: one that breaks does not silence the others. */
  readonly parts?: readonly Rule[];
  /** The only effects it reads: without one of them it has nothing to say. */
  readonly reads?: ActionEffect['kind'];
};

export type EffectOf<K extends ActionEffect['kind']> = Extract<ActionEffect, { readonly kind: K }>;

/** A rule over one kind of effect. */
export function forEach<K extends ActionEffect['kind']>(
  kind: K,
  judge: (effect: EffectOf<K>, context: GateContext) => Verdict | readonly Verdict[] | undefined,
): Rule {
  const rule: Rule = (action, context) => {
    let verdicts: Verdict[] | undefined;
    for (const effect of action.effects) {
      const answer = isOf(effect, kind) ? judge(effect, context) : undefined;
      if (answer !== undefined) verdicts = (verdicts ?? []).concat(answer);
    }
    return verdicts;
  };
  return Object.assign(rule, { reads: kind });
}

function isOf<K extends ActionEffect['kind']>(effect: ActionEffect, kind: K): effect is EffectOf<K> {
  return effect.kind === kind;
}

/** Every stretch of white space as one space, none at the ends. Most text is like that already. */
export function onOneLine(text: string): string {
  return /[^\S ]|\s\s|^\s|\s$/.test(text) ? text.replace(/\s+/g, ' ').trim() : text;
}

/** The offending part as it stands in a reason: one line, bounded. */
export function quoted(segment: string): string {
  const line = onOneLine(segment);
  return `\`${line.length > 120 ? `${line.slice(0, 117)}…` : line}\``;
}

/** Several rules of one family as one. */
export function all(...rules: readonly Rule[]): Rule {
  const together: Rule = (action, context) => rules.flatMap((rule) => rule(action, context) ?? []);
  return Object.assign(together, { parts: rules });
}
