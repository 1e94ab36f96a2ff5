import { gradeProof } from '../evals/grading/grade.ts';
import { judge } from '../gates/policy.ts';
import type { Policy } from '../gates/policy.ts';
import { wrongExamples } from '../gates/policy/examples.ts';
import type { PolicyFile, TypedRule } from '../gates/policy/policy-file.ts';
import { isStricter } from '../gates/verdict.ts';
import type { LessonProof } from '../model/learning/lesson.ts';
import { counted } from '../views/text/counted.ts';
import type { DraftedScenario } from './draft/scenario.ts';
import { seenAgain } from './draft/seen.ts';
import type { Seen } from './draft/seen.ts';
import type { AnsweredAction } from './draft/trace.ts';

type Claim = LessonProof['claims'][number];

/** Of the work that was accepted a new rule may stop so much. */
const falseShare = 0.01;

/** How a rule did on recorded actions. Looked at slice by slice, because a month of them takes a while. */
export type Replay = {
  readonly accepted: number;
  readonly unknown: number;
  readonly stopped: readonly string[];
  readonly loosed: readonly string[];
};

export const emptyReplay: Replay = { accepted: 0, unknown: 0, stopped: [], loosed: [] };

const mostNamed = 10;

/** The policy as it would be, with the rule deciding and not only watching. */
export function withRule(policy: Policy, rule: TypedRule, layer: 'user' | 'repo'): Policy {
  const { shadow: _, ...decides } = rule;
  const file: PolicyFile = { version: 1, set: [], rules: [decides], layer, source: 'lesson' };
  if (layer === 'repo') return { ...policy, tightening: [...(policy.tightening ?? []), file] };
  const { user } = policy;
  return { ...policy, user: user ? { ...user, rules: [...user.rules, decides] } : file };
}

/** What the rule would have stopped of what was let through, or let through of what was refused. */
export function replayed(slice: readonly AnsweredAction[], before: Policy, after: Policy): Replay {
  const refused = slice.map((past): Replay => {
    const seen = seenAgain(past);
    if (!seen) return { ...emptyReplay, unknown: 1 };
    const was = judge(seen.action, seen.context, before).kind;
    const is = judge(seen.action, seen.context, after).kind;
    const name = [past.action.title];
    if (past.verdict !== 'allow') return { ...emptyReplay, loosed: is === 'allow' && was !== 'allow' ? name : [] };
    return { ...emptyReplay, accepted: 1, stopped: isStricter(is, was) ? name : [] };
  });
  return refused.reduce(addReplays, emptyReplay);
}

export function addReplays(a: Replay, b: Replay): Replay {
  return {
    accepted: a.accepted + b.accepted,
    unknown: a.unknown + b.unknown,
    stopped: [...a.stopped, ...b.stopped],
    loosed: [...a.loosed, ...b.loosed],
  };
}

export type RuleTrial = {
  readonly rule: TypedRule;
  readonly before: Policy;
  readonly after: Policy;
  /** What happened. */
  readonly seen: readonly Seen[];
  readonly replay: Replay;
};

/** A rule has to refuse what happened, and next to nothing of what was accepted; one that loosens has to let it through. */
export function ruleClaims({ rule, before, after, seen, replay }: RuleTrial): readonly Claim[] {
  return rule.verdict === 'allow'
    ? [examplesClaim(rule), loosens({ seen, after }), refusesStill(replay)]
    : [examplesClaim(rule), stops({ rule, seen, before, after }), sparesWork(replay)];
}

function examplesClaim(rule: TypedRule): Claim {
  const wrong = wrongExamples(rule)[0];
  return {
    claim: 'Its own examples hold',
    held: wrong === undefined,
    text: wrong?.message ?? counted(rule.match.length + rule.no_match.length, 'example'),
  };
}

function stops({ rule, seen, before, after }: Omit<RuleTrial, 'replay'>): Claim {
  const refused = seen.filter(({ action, context }) => {
    const verdict = judge(action, context, after);
    return verdict.kind === rule.verdict || verdict.kind === 'deny';
  });
  const earlier = seen.filter(({ action, context }) => judge(action, context, before).kind === 'deny').length;
  return {
    claim: 'It stops what happened',
    held: seen.length > 0 && refused.length === seen.length,
    text: `${String(refused.length)} of ${counted(seen.length, 'recorded action')}; without it the gate denies ${String(earlier)}`,
  };
}

function loosens({ seen, after }: Pick<RuleTrial, 'seen' | 'after'>): Claim {
  const through = seen.filter(({ action, context }) => judge(action, context, after).kind === 'allow').length;
  return {
    claim: 'It lets through what you approved',
    held: seen.length > 0 && through === seen.length,
    text: `${String(through)} of ${counted(seen.length, 'recorded action')}`,
  };
}

function refusesStill({ loosed }: Replay): Claim {
  const which = [...new Set(loosed)].slice(0, mostNamed).join('; ');
  return {
    claim: 'It lets nothing through that was refused',
    held: loosed.length === 0,
    text: `${counted(loosed.length, 'refused action')} of the last 30 days${which ? `: ${which}` : ''}`.slice(0, 2000),
  };
}

function sparesWork({ accepted, unknown, stopped }: Replay): Claim {
  const share = accepted === 0 ? 0 : stopped.length / accepted;
  const which = [...new Set(stopped)].slice(0, mostNamed).join('; ');
  const past = `${String(stopped.length)} of ${counted(accepted, 'accepted action')} (${(share * 100).toFixed(1)} %)`;
  const left = unknown > 0 ? `; ${String(unknown)} are not kept whole` : '';
  return {
    claim: 'Of accepted work it stops at most 1 %',
    held: share <= falseShare,
    text: `${past} of the last 30 days${left}${which ? `: ${which}` : ''}`.slice(0, 2000),
  };
}

/** One recording passes, one fails, and doing nothing fails: before and after, by the grader that grades trials. */
export function scenarioClaims({ scenario, proofs }: Pick<DraftedScenario, 'scenario' | 'proofs'>): readonly Claim[] {
  const claims = {
    fail: 'What happened is red',
    pass: 'The same without it is green',
    noop: 'Doing nothing is red',
  } as const;
  return (['fail', 'pass', 'noop'] as const).map((which) => {
    const { outcome, holds, reasons } = gradeProof(scenario, which, proofs[which]);
    return {
      claim: claims[which],
      held: holds,
      text: `${outcome} ${reasons[0] ?? ''}`.trim().slice(0, 2000),
    };
  });
}

export function proofOf(claims: readonly Claim[]): LessonProof {
  return { passed: claims.length > 0 && claims.every(({ held }) => held), claims: [...claims] };
}
