import { exampleOf, idOf, nameOf, wordsFor } from '../../gates/policy/draft.ts';
import type { Words } from '../../gates/policy/draft.ts';
import { wrongExamples } from '../../gates/policy/examples.ts';
import type { Pattern } from '../../gates/policy/fields.ts';
import { speaksOf } from '../../gates/policy/fields.ts';
import { TypedRule } from '../../gates/policy/policy-file.ts';
import type { GateContext } from '../../gates/context.ts';
import type { ActionEffect } from '../../model/action.ts';
import { fail, ok } from '../../result.ts';
import type { Result } from '../../result.ts';
import { blamedIn } from './seen.ts';
import type { Seen } from './seen.ts';

export type RefusalWish = {
  readonly verdict: 'ask' | 'deny';
  readonly reason: string;
  readonly next?: string | undefined;
  /** Only in this repo, by its name. */
  readonly repo?: string | undefined;
  readonly taken: ReadonlySet<string>;
};

const mostExamples = 5;

/**
 * The rule that refuses what was done in all of these, and only that: what they have in common of one effect. It is tried
 * out first.
 */
export function draftRefusal(all: readonly Seen[], wish: RefusalWish): Result<TypedRule> {
  const [first] = all;
  if (!first) return none('the journal does not keep all of the action: it was cut, or held a secret');
  for (const effect of blamedIn(first)) {
    const rule = refusalOf(effect, { first, all }, wish);
    if (rule) return ok(rule);
  }
  return none('what it does depends on values that are not known before it runs');
}

function none(why: string): Result<never> {
  return fail({ code: 'no-typed-rule', message: `No rule can say this: ${why}`, next: 'Make it an eval instead' });
}

type Around = { readonly first: Seen; readonly all: readonly Seen[] };

function refusalOf(effect: ActionEffect, { first, all }: Around, wish: RefusalWish): TypedRule | undefined {
  const said = sayEffect(effect, first.context);
  if (!said) return undefined;
  const where = common(said.where, effect.kind, all);
  const rule = { effect: effect.kind, where, verdict: wish.verdict };
  const meant = all.filter(({ action, context }) =>
    action.effects.some((each) => speaksOf(rule, each, context) === 'yes'),
  );
  const examples = meant.map((each) => {
    const own = each.action.effects.find((other) => speaksOf(rule, other, each.context) === 'yes') ?? effect;
    return exampleOf(own, each.action.call.cwd, each);
  });
  const drafted = TypedRule.safeParse({
    ...{ id: idOf(said.name, wish.taken, wish.verdict), ...rule, shadow: true },
    ...{ reason: wish.reason, ...(wish.next && { next: wish.next }), ...(wish.repo && { repo: wish.repo }) },
    match: [...new Set(examples)].slice(0, mostExamples),
  });
  if (!drafted.success) return undefined;
  const wrong = new Set(wrongExamples(drafted.data).map(({ at }) => at));
  const match = drafted.data.match.filter((_, at) => !wrong.has(at));
  return match.length > 0 ? { ...drafted.data, match } : undefined;
}

/** The fields in which all agree; what one of them does otherwise is chance. Never less than one field. */
function common(where: Pattern, kind: ActionEffect['kind'], all: readonly Seen[]): Pattern {
  const others = all.flatMap((seen): readonly Pattern[] => {
    const same = blamedIn(seen).find((effect) => effect.kind === kind);
    const said = same && sayEffect(same, seen.context);
    return said ? [said.where] : [];
  });
  const agreed = Object.entries(where).filter(([field, value]) =>
    others.every((other) => JSON.stringify(other[field]) === JSON.stringify(value)),
  );
  return agreed.length > 0 ? Object.fromEntries(agreed) : where;
}

/** What an effect does, as a rule says it; beside what can be approved for good, also what is only ever refused. */
export function sayEffect(effect: ActionEffect, context: GateContext): Words | undefined {
  const known = wordsFor(effect, context);
  if (known) return known;
  switch (effect.kind) {
    case 'exec': {
      const program = lastPart(effect.program);
      const argument = effect.argv.slice(1).find((word) => !word.startsWith('-'));
      return { name: [program, argument ?? ''], where: { program, ...(argument !== undefined && { argument }) } };
    }
    case 'delete':
    case 'permissions':
    case 'read': {
      if (!effect.target.known || effect.target.glob) return { name: [effect.kind], where: {} };
      const path = nameOf(effect.target.path, context);
      return { name: [effect.kind, path], where: { path } };
    }
    case 'agent':
    case 'privilege':
    case 'hooks-off':
    case 'code':
    case 'system':
      return { name: [effect.kind, lastPart(effect.program)], where: { program: lastPart(effect.program) } };
    case 'credential':
      return { name: [effect.kind, effect.what], where: { what: effect.what } };
    case 'infrastructure':
      return { name: [effect.what], where: { what: effect.what } };
    case 'environment':
      return { name: [effect.kind, effect.name], where: { name: effect.name } };
    case 'git':
      return { name: ['git', effect.git.verb], where: { verb: effect.git.verb, force: effect.git.force } };
    default:
      return undefined;
  }
}

function lastPart(program: string): string {
  return program.slice(program.lastIndexOf('/') + 1);
}
