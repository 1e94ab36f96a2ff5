import { gradeProof, proofNames } from '../evals/grading/grade.ts';
import type { ProofName } from '../evals/grading/grade.ts';
import { contextOf } from '../evals/grading/recording.ts';
import type { Recording } from '../evals/grading/recording.ts';
import { plainRule } from '../evals/replay/script.ts';
import type { Scenario } from '../evals/scenario/scenario.ts';
import { normalise } from '../gates/action.ts';
import { judge } from '../gates/policy.ts';
import type { Policy } from '../gates/policy.ts';
import type { LessonProof } from '../model/learning/lesson.ts';
import { counted } from '../views/text/counted.ts';

type Claim = LessonProof['claims'][number];
type Proven = { readonly scenario: Scenario; readonly proofs: Readonly<Record<ProofName, Recording>> };

/**
 * No scenario comes out otherwise under the new policy: a good agent is not stopped, and what a gate stopped stays stopped.
 * Only a call whose verdict the change itself changes counts, so that what an answer of a person let through stays so.
 */
export function noScenarioWorse(proven: readonly Proven[], before: Policy, after: Policy): Claim {
  const worse = proven.filter(({ scenario, proofs }) =>
    proofNames.some((which) => !gradeProof(scenario, which, judgedAgain(proofs[which], before, after)).holds),
  );
  return claimOf(
    proven.length,
    worse.map(({ scenario }) => scenario.id),
  );
}

function judgedAgain(recording: Recording, before: Policy, after: Policy): Recording {
  const context = contextOf(recording);
  const calls = recording.calls.map(({ verdict, ...call }) => {
    const action = normalise(call, context);
    const is = judge(action, context, after).kind;
    return { ...call, verdict: judge(action, context, before).kind === is ? verdict : is };
  });
  return { ...recording, calls };
}

/** Each rule that a scenario tests and a skill says is still said by that skill. */
export function noRuleUnsaid(scenarios: readonly Scenario[], skill: Rewritten): Claim {
  const own = scenarios.filter(({ skills }) => skills.includes(skill.name));
  const says = (text: string, { behaviour }: Scenario) => plainRule(text).includes(plainRule(behaviour));
  const unsaid = own.filter((each) => says(skill.before, each) && !says(skill.text, each));
  return claimOf(
    own.length,
    unsaid.map(({ id }) => id),
  );
}

type Rewritten = { readonly name: string; readonly before: string; readonly text: string };

function claimOf(looked: number, worse: readonly string[]): Claim {
  return {
    claim: 'No scenario is worse for it',
    held: worse.length === 0,
    text: worse.length === 0 ? `${counted(looked, 'scenario')} tried again` : worse.slice(0, 10).join(', '),
  };
}
