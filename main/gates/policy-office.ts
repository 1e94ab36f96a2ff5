import { catalogue } from '../../core/gates/policy/catalogue.ts';
import { builtInRules } from '../../core/gates/policy/built-in.ts';
import { proveRule } from '../../core/gates/policy/examples.ts';
import { fail } from '../../core/result.ts';
import type { PolicyOffice } from './policy-port.ts';

/** The shipped policy alone. */
export function createPolicyOffice(): PolicyOffice {
  const status = { hash: 'builtin-1', problems: [] };
  const none = { code: 'no-typed-rule', message: 'No rule can be written yet' };
  const rules = catalogue.map(({ id, title, safety }) => ({
    ...{ id, title, safety, layer: 'default' as const },
    ...{ source: '', verdict: undefined, removable: false },
  }));
  return {
    status: () => status,
    view: async () => ({ ...status, file: '', rules }),
    report: async (gate) =>
      catalogue.map((entry) => ({
        ...{ id: entry.id, title: entry.title, layer: 'default', safety: entry.safety },
        ...(gate.tallies[entry.id] ?? { asked: 0, denied: 0, would: 0, broke: 0, last: undefined }),
        examples: proveRule(entry, builtInRules),
        paused: false,
      })),
    draft: async () => fail(none),
    preview: async () => ({ offered: false, reason: none.message }),
    addRules: async () => fail(none),
    removeRule: async () => fail(none),
    subscribe: () => () => undefined,
  };
}
