import { expect, test } from 'vitest';
import type { RuleView } from '../../model/gate.ts';
import { emptyGate } from '../../model/gate.ts';
import { layersOf, ruleLines } from './rules.ts';

function rule(id: string, more: Partial<RuleView> = {}): RuleView {
  return { id, title: id, layer: 'default', source: '', safety: true, verdict: undefined, removable: false, ...more };
}

const tally = { asked: 0, denied: 0, would: 0, broke: 0, last: undefined };

test('what is paused, broken or fails its examples stands first, then what spoke last', () => {
  const rules = ['A', 'B', 'C', 'D', 'E'].map((id) => rule(id));
  const lines = ruleLines({
    policy: { hash: 'h', problems: [], file: 'policy.yaml', rules },
    report: [{ ...rule('E'), ...tally, examples: { passed: 1, failed: ['git push'] }, paused: false }],
    gate: { ...emptyGate(), tallies: { B: { ...tally, asked: 1, last: 5 }, C: { ...tally, denied: 2, last: 9 } } },
    pauses: [
      { target: { kind: 'rule', rule: 'D' }, since: 0, until: undefined, by: { who: 'person', via: 'cli' } },
      { target: { kind: 'everything' }, since: 0, until: undefined, by: { who: 'person', via: 'cli' } },
    ],
  });
  expect(lines.map(({ id }) => id)).toEqual(['D', 'E', 'C', 'B', 'A']);
});

test('the layers are named from the widest to the narrowest, the own file even while it has no rule', () => {
  const rules = [rule('A'), rule('R', { layer: 'repo', source: 'web/.teatree/policy.yaml' }), rule('B')];
  expect(layersOf({ rules, file: '/home/kim/policy.yaml' })).toEqual([
    { layer: 'default', source: '', rules: 2 },
    { layer: 'user', source: '/home/kim/policy.yaml', rules: 0 },
    { layer: 'repo', source: 'web/.teatree/policy.yaml', rules: 1 },
  ]);
});
