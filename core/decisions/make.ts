import type { DecisionId } from '../ids.ts';
import type { Actor } from '../model/ask.ts';
import type { Authority, Choice, Decision } from '../model/deciding/decision.ts';
import type { Proposal } from './proposal.ts';

export type Made = Omit<Decision, 'board' | 'before'>;

/** A proposal that somebody answered. `now` is the time by which the rules read the board. */
export function answeredWith(
  { key, choice, reason, evidence, alternatives, order }: Proposal,
  given: {
    readonly id: DecisionId;
    readonly applied: Choice;
    readonly by: Authority;
    readonly actor: Actor;
    readonly now: number;
    /** Why it was decided otherwise. */
    readonly reason?: string | undefined;
  },
): Made {
  return {
    ...given,
    key,
    // What the person decides otherwise is not by that order.
    ...(order !== undefined && given.by === 'rule' && { order }),
    rules: choice,
    reason: given.reason ?? reason,
    evidence: [...evidence],
    alternatives: [choice.action, ...alternatives].filter((action) => action !== given.applied.action),
  };
}
