import type { Action } from '../../model/action.ts';
import type { GateContext } from '../context.ts';
import type { Rule } from '../rule.ts';
import { ask, type Verdict } from '../verdict.ts';

/** A built-in family of rules. When it breaks, one that guards security asks, any other warns and lets go on. */
export type NamedRule = { readonly name: string; readonly rule: Rule; readonly opens?: true };

export type Warning = NonNullable<Verdict['warnings']>[number];
export type Heard = { readonly verdicts: readonly Verdict[]; readonly warnings: readonly Warning[] };

/** How judging is watched from outside: core has no clock, and cannot stop a rule that never returns. */
export type Watch = {
  /** Monotonic, in milliseconds. */
  readonly now?: () => number;
  /** Told before each rule, so that whoever ends it from outside knows which one it was. */
  readonly enter?: (part: string) => void;
  /** Rules not to be asked again, with what happened to them. */
  readonly broken?: ReadonlyMap<string, string>;
};

/** What all rules together may take. It is looked at between them. */
export const budgetMs = 50;

/**
 * Asks every rule. One that throws, answers nonsense, or whose turn comes when the time is up has not said no, but
 * nobody has said yes either.
 */
export function consult(
  rules: readonly NamedRule[],
  action: Action,
  { context, watch }: { readonly context: GateContext; readonly watch: Watch | undefined },
): Heard {
  const verdicts: Verdict[] = [];
  const warnings: Warning[] = [];
  const kinds = new Set(action.effects.map(({ kind }) => kind));
  const turn: Turn = { action, context, kinds, start: watch?.now?.() ?? 0 };
  for (const named of rules) {
    let broke: string | undefined;
    for (const [index, part] of (named.rule.parts ?? [named.rule]).entries()) {
      const refused = watch && notAsked(`${named.name} ${String(index)}`, turn, watch);
      const answer = refused ?? answerOf(part, turn);
      if (typeof answer === 'string') broke ??= answer;
      else for (const verdict of answer) verdicts.push(verdict);
    }
    if (broke === undefined) continue;
    warnings.push({ rule: named.name, text: brokeText(named, broke) });
    if (named.opens !== true) verdicts.push(askInstead(named, broke));
  }
  return { verdicts, warnings };
}

type Turn = {
  readonly action: Action;
  readonly context: GateContext;
  /** Of its effects. */
  readonly kinds: ReadonlySet<string>;
  readonly start: number;
};

/** Why a part is not asked at all, if so. */
function notAsked(part: string, { start }: Turn, watch: Watch): string | undefined {
  const known = watch.broken?.get(part);
  if (known !== undefined) return known;
  if (watch.now && watch.now() - start > budgetMs) return 'there was no time left for it';
  watch.enter?.(part);
  return undefined;
}

const silence: readonly Verdict[] = [];

/** Its verdicts, or what is wrong with the rule. */
function answerOf(rule: Rule, { action, context, kinds }: Turn): readonly Verdict[] | string {
  if (rule.reads !== undefined && !kinds.has(rule.reads)) return silence;
  try {
    const answer: unknown = rule(action, context);
    if (answer === undefined || answer === null) return silence;
    return isAnswer(answer) ? answer : 'it answered nonsense';
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

const kinds: ReadonlySet<unknown> = new Set(['allow', 'ask', 'deny']);

function isAnswer(answer: unknown): answer is readonly Verdict[] {
  return Array.isArray(answer) && answer.every(isVerdict);
}

function isVerdict(value: unknown): value is Verdict {
  if (typeof value !== 'object' || value === null) return false;
  const { kind, rule, reason } = value as Partial<Record<keyof Verdict, unknown>>;
  return kinds.has(kind) && typeof rule === 'string' && rule !== '' && typeof reason === 'string';
}

function brokeText({ name, opens }: NamedRule, cause: string): string {
  const then = opens === true ? 'it was passed over' : 'it asks instead';
  return `The rule ${name} broke (${cause.slice(0, 200)}); ${then}. Please report it.`;
}

function askInstead({ name }: NamedRule, cause: string): Verdict {
  return ask({
    rule: name,
    reason: `The rule ${name} broke (${cause.slice(0, 200)}), so nobody has checked this action against it.`,
    next: 'Approving runs it without that check. Please report the broken rule.',
    risk: 'high',
  });
}
