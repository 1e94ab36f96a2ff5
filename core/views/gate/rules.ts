import type { GateState, Pause, PolicyView, RuleReport, RuleTally, RuleView } from '../../model/gate.ts';

/** A line of the rules table: where the rule comes from, whether its examples hold, and what it did so far. */
export type RuleLine = Pick<RuleView, 'id' | 'title' | 'layer' | 'source' | 'safety' | 'verdict' | 'removable'> & {
  readonly tally: RuleTally;
  readonly examples: RuleReport['examples'] | undefined;
  readonly pause: Pause | undefined;
};

export type RuleFacts = {
  readonly policy: PolicyView;
  readonly report: readonly RuleReport[];
  readonly gate: GateState;
  /** Those that hold now. */
  readonly pauses: readonly Pause[];
};

const untried: RuleTally = { asked: 0, denied: 0, would: 0, broke: 0, last: undefined };

/** What needs a look first: broken, failing or paused rules; then what spoke last; the rest in the policy's order. */
export function ruleLines({ policy, report, gate, pauses }: RuleFacts): readonly RuleLine[] {
  const reported = new Map(report.map((line) => [line.id, line]));
  const lines = policy.rules.map((rule): RuleLine => ({
    ...rule,
    tally: gate.tallies[rule.id] ?? untried,
    examples: reported.get(rule.id)?.examples,
    pause: pauses.find(({ target }) => target.kind === 'rule' && target.rule === rule.id),
  }));
  return lines.toSorted((a, b) => Number(needsLook(b)) - Number(needsLook(a)) || lastOf(b) - lastOf(a));
}

function needsLook({ tally, examples, pause }: RuleLine): boolean {
  return tally.broke > 0 || pause !== undefined || (examples?.failed.length ?? 0) > 0;
}

function lastOf({ tally }: RuleLine): number {
  return tally.last ?? 0;
}

/** One source of rules: the built-in ones, the person's file, a repo's file, a thread's. */
export type Layer = { readonly layer: RuleView['layer']; readonly source: string; readonly rules: number };

const order = ['default', 'user', 'repo', 'thread'] as const;

/** Loosest-reaching first, the person's own file always, because it is where an answer is written to. */
export function layersOf({ rules, file }: Pick<PolicyView, 'rules' | 'file'>): readonly Layer[] {
  const own: Layer = { layer: 'user', source: file, rules: 0 };
  const layers = new Map<string, Layer>([[key(own), own]]);
  for (const { layer, source } of rules) {
    const at = layer === 'user' ? { layer, source: file } : { layer, source };
    layers.set(key(at), { ...at, rules: (layers.get(key(at))?.rules ?? 0) + 1 });
  }
  return [...layers.values()].toSorted((a, b) => order.indexOf(a.layer) - order.indexOf(b.layer));
}

function key({ layer, source }: Pick<Layer, 'layer' | 'source'>): string {
  return `${layer} ${source}`;
}
