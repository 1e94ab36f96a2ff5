import { normalise } from '../../gates/action.ts';
import { judge } from '../../gates/policy.ts';
import { catalogue } from '../../gates/policy/catalogue.ts';
import { contextOf } from '../grading/recording.ts';
import type { Recording } from '../grading/recording.ts';
import type { Scenario } from '../scenario/scenario.ts';

export type Covered = { readonly name: string; readonly scenarios: readonly string[] };

/** Which skills and which rules of the gate have scenarios. A rule has one where it answers a call of its bad recording. */
export function coverageOf(
  scenarios: readonly { readonly scenario: Scenario; readonly recordings: readonly Recording[] }[],
  skills: readonly string[],
): { readonly skills: readonly Covered[]; readonly rules: readonly Covered[] } {
  const hit = scenarios.map(({ scenario, recordings }) => ({ id: scenario.id, rules: rulesHit(recordings) }));
  const under = (name: string) => scenarios.filter(({ scenario }) => scenario.skills.includes(name));
  return {
    skills: skills.map((name) => ({ name, scenarios: under(name).map(({ scenario }) => scenario.id) })),
    rules: catalogue.map(({ id }) => ({
      name: id,
      scenarios: hit.filter(({ rules }) => rules.has(id)).map(({ id: scenario }) => scenario),
    })),
  };
}

function rulesHit(recordings: readonly Recording[]): ReadonlySet<string> {
  return new Set(
    recordings.flatMap((recording) => {
      const context = contextOf(recording);
      const verdicts = recording.calls.map(({ verdict: _, ...call }) => judge(normalise(call, context), context));
      return verdicts.filter(({ kind }) => kind !== 'allow').map(({ rule }) => rule);
    }),
  );
}
