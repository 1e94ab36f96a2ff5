import type { Action } from '../../model/action.ts';
import { normalise } from '../action.ts';
import type { GateContext } from '../context.ts';
import { exampleContext, exampleCwd } from '../example/context.ts';
import type { CatalogueEntry } from './catalogue.ts';
import { consult, type NamedRule } from './consult.ts';
import { speaksOf } from './fields.ts';
import type { TypedRule } from './policy-file.ts';

/** An example that a rule gets wrong: where it stands in the rule, and what is wrong with it. */
export type WrongExample = { readonly list: 'match' | 'no_match'; readonly at: number; readonly message: string };

/** A rule of a file speaks on its own examples or it does not, whatever the other rules say. */
export function wrongExamples(rule: TypedRule): readonly WrongExample[] {
  return [...wrongIn(rule, 'match'), ...wrongIn(rule, 'no_match')];
}

function wrongIn(rule: TypedRule, list: WrongExample['list']): readonly WrongExample[] {
  return rule[list].flatMap((command, at) => {
    const speaks = speaksOn(rule, command);
    if (speaks === (list === 'match')) return [];
    const kinds = [...new Set(exampleAction(command).effects.map(({ kind }) => kind))].join(', ') || 'nothing';
    const message = speaks
      ? 'the rule speaks on this command'
      : `the rule does not speak on this command, which does: ${kinds}`;
    return [{ list, at, message }];
  });
}

function speaksOn(rule: TypedRule, command: string): boolean {
  return exampleAction(command).effects.some((effect) => speaksOf(rule, effect, exampleContext) === 'yes');
}

function exampleAction(command: string, context: GateContext = exampleContext): Action {
  return normalise({ id: 'example', tool: 'shell', input: { command }, cwd: exampleCwd }, context);
}

/** How a shipped rule does on its own examples, judged now. */
export function proveRule(
  entry: CatalogueEntry,
  rules: readonly NamedRule[],
): { readonly passed: number; readonly failed: readonly string[] } {
  const { match, noMatch, id, inReview } = entry;
  const context: GateContext = inReview ? { ...exampleContext, readOnly: true } : exampleContext;
  const expected = [
    ...(match.deny ?? []).map((command) => ({ command, kind: 'deny' })),
    ...(match.ask ?? []).map((command) => ({ command, kind: 'ask' })),
    ...noMatch.map((command) => ({ command, kind: undefined })),
  ];
  const failed = expected.filter(({ command, kind }) => {
    const { verdicts } = consult(rules, exampleAction(command, context), { context, watch: undefined });
    const said = verdicts.filter((verdict) => verdict.rule === id && verdict.kind !== 'allow');
    return kind === undefined ? said.length > 0 : !said.some((verdict) => verdict.kind === kind);
  });
  return { passed: expected.length - failed.length, failed: failed.map(({ command }) => command) };
}
