import { builtInRules } from '../../../core/gates/policy/built-in.ts';
import { catalogue } from '../../../core/gates/policy/catalogue.ts';
import { proveRule, wrongExamples } from '../../../core/gates/policy/examples.ts';
import type { PolicyFile } from '../../../core/gates/policy/policy-file.ts';
import { pausesAt } from '../../../core/model/gate.ts';
import type { GateState, RuleReport, RuleView } from '../../../core/model/gate.ts';

/** The shipped rules, with what the person made of them, and those of files. */
export function viewsOf(user: PolicyFile | undefined, others: readonly PolicyFile[]): readonly RuleView[] {
  const shipped = catalogue.map(({ id, title, safety }): RuleView => {
    const verdict = user?.set.find(({ rule }) => rule === id)?.verdict;
    return { id, title, safety, layer: 'default', source: '', verdict, removable: false };
  });
  const written = [user, ...others].flatMap((file) => (file ? ownViews(file) : []));
  return [...shipped, ...written];
}

function ownViews({ rules, layer, source }: PolicyFile): readonly RuleView[] {
  return rules.map(({ id, reason, verdict }) => ({
    ...{ id, title: reason, verdict, layer, source },
    safety: layer !== 'user',
    removable: layer === 'user',
  }));
}

type Files = { readonly user: PolicyFile | undefined; readonly others: readonly PolicyFile[] };

const never = { asked: 0, denied: 0, would: 0, broke: 0, last: undefined };

/** Per rule: how often it decided, and whether its examples hold now. Rules that only the journal knows come last. */
export function reportOf({ user, others }: Files, gate: GateState, now: number): readonly RuleReport[] {
  const paused = new Set(pausesAt(gate, now).flatMap(({ target }) => (target.kind === 'rule' ? [target.rule] : [])));
  const known = viewsOf(user, others);
  const gone = Object.keys(gate.tallies)
    .filter((id) => !known.some((view) => view.id === id))
    .map((id) => ({
      id,
      title: 'of a policy that is not open now',
      layer: 'default' as const,
      safety: false,
    }));
  return [...known, ...gone].map(({ id, title, layer, safety }) => ({
    ...{ id, title, layer, safety, ...never, ...gate.tallies[id] },
    examples: examplesOf(id, [user, ...others]),
    paused: paused.has(id),
  }));
}

function examplesOf(id: string, files: readonly (PolicyFile | undefined)[]): RuleReport['examples'] {
  const entry = catalogue.find((each) => each.id === id);
  if (entry) return proveRule(entry, builtInRules);
  const rule = files.flatMap((file) => file?.rules ?? []).find((each) => each.id === id);
  if (!rule) return { passed: 0, failed: [] };
  const failed = wrongExamples(rule).map(({ list, at }) => rule[list][at] ?? '');
  return { passed: rule.match.length + rule.no_match.length - failed.length, failed };
}
