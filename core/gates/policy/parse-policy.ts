import type { PolicyLayer } from '../../model/gate.ts';
import { closest, problemsOf } from '../../placed-problem.ts';
import type { Parsed, PlacedProblem } from '../../placed-problem.ts';
import { isStricter, type VerdictKind } from '../verdict.ts';
import { catalogue, catalogued } from './catalogue.ts';
import { wrongExamples } from './examples.ts';
import { fieldsOf } from './fields.ts';
import { PolicyText } from './policy-file.ts';
import type { PolicyFile, TypedRule } from './policy-file.ts';

/** A plain value from a policy file → what it demands. A file with one wrong rule does not load at all. */
export function parsePolicy(value: unknown, layer: PolicyFile['layer']): Parsed<PolicyText> {
  const parsed = PolicyText.safeParse(value ?? {});
  if (!parsed.success) return { ok: false, problems: problemsOf(parsed.error, (path) => keysAt(path, value)) };
  const problems = [
    ...overrideProblems(parsed.data, layer),
    ...parsed.data.rules.flatMap(ruleProblems(parsed.data, layer)),
  ];
  return problems.length > 0 ? { ok: false, problems } : { ok: true, value: parsed.data };
}

const ids = catalogue.map(({ id }) => id);

function overrideProblems({ set }: PolicyText, layer: PolicyLayer): readonly PlacedProblem[] {
  return set.flatMap(({ rule, verdict }, at): readonly PlacedProblem[] => {
    const entry = catalogued(rule);
    if (!entry) {
      const meant = closest(rule, ids);
      const next = meant === undefined ? `There are: ${ids.join(', ')}` : `Did you mean ${meant}?`;
      return [{ path: ['set', at, 'rule'], message: `there is no built-in rule ${rule}`, next }];
    }
    if (set.findIndex((each) => each.rule === rule) < at)
      return [{ path: ['set', at, 'rule'], message: `${rule} is set twice`, next: 'Keep one of them' }];
    if (layer === 'user' && entry.safety === true && !isStricter(verdict, loosestOf(entry.match)))
      return [
        {
          path: ['set', at, 'verdict'],
          message: `${rule} is safety (${entry.title}); it can only be made stricter`,
          next: 'Remove this line; pause the rule for a while if it is in the way',
        },
      ];
    return layer !== 'user' && verdict === 'allow' ? [tightenOnly(['set', at, 'verdict'], layer)] : [];
  });
}

function loosestOf({ ask }: { readonly ask?: readonly string[] }): VerdictKind {
  return ask ? 'ask' : 'deny';
}

function tightenOnly(path: PlacedProblem['path'], layer: PolicyLayer): PlacedProblem {
  const message = `the policy of a ${layer} can only tighten`;
  return { path, message, next: 'Write ask or deny; what is allowed everywhere is up to the person' };
}

function ruleProblems({ rules }: PolicyText, layer: PolicyLayer) {
  return (rule: TypedRule, at: number): readonly PlacedProblem[] => {
    const twice = rules.findIndex((each) => each.id === rule.id) < at;
    const wrong = wrongExamples(rule).map(({ list, at: index, message }): PlacedProblem => ({
      path: ['rules', at, list, index],
      message,
      next: `Correct the example or the rule; see what it does: teatree gate explain ${JSON.stringify(rule[list][index] ?? '')}`,
    }));
    return [
      ...(twice
        ? [{ path: ['rules', at, 'id'], message: `${rule.id} is used twice`, next: 'Give it another id' }]
        : []),
      ...(layer !== 'user' && rule.verdict === 'allow' ? [tightenOnly(['rules', at, 'verdict'], layer)] : []),
      ...wrong,
    ];
  };
}

/** The keys that a place of the file may have. */
function keysAt(path: readonly (string | number)[], value: unknown): readonly string[] {
  if (path.length === 0) return Object.keys(PolicyText.shape);
  if (path[0] === 'set') return ['rule', 'verdict', 'reason'];
  if (path.at(-1) !== 'where')
    return ['id', 'effect', 'where', 'verdict', 'reason', 'next', 'repo', 'shadow', 'match', 'no_match'];
  const effect: unknown = path
    .slice(0, -1)
    .reduce<unknown>((at, key) => (at as Record<string | number, unknown>)[key], value);
  return Object.keys(fieldsOf((effect as TypedRule).effect));
}
