export type SprtPlan = {
  /** The rate of a behaviour that holds, and that of one that is broken. */
  readonly good: number;
  readonly bad: number;
  /** How often a good one may be called red, and a bad one green. */
  readonly alpha: number;
  readonly beta: number;
  /** No more trials than that. */
  readonly cap: number;
};

export const standardPlan: SprtPlan = { good: 0.95, bad: 0.6, alpha: 0.05, beta: 0.1, cap: 12 };

/** `unsure`: the trials are used up and speak for neither. */
export type Sprt = 'more' | 'green' | 'red' | 'unsure';

/**
 * Wald's sequential test over trials in the order they were made: it stops as soon as they say enough. At its cap a record
 * that a broken behaviour explains better is red. Trials after the decision are not looked at.
 */
export function sprt(outcomes: readonly boolean[], plan: SprtPlan = standardPlan): Sprt {
  const { good, bad, alpha, beta, cap } = plan;
  const red = Math.log((1 - beta) / alpha);
  const green = Math.log(beta / (1 - alpha));
  let evidence = 0;
  for (const passed of outcomes.slice(0, cap)) {
    evidence += passed ? Math.log(bad / good) : Math.log((1 - bad) / (1 - good));
    if (evidence >= red) return 'red';
    if (evidence <= green) return 'green';
  }
  if (outcomes.length < cap) return 'more';
  return evidence > 0 ? 'red' : 'unsure';
}
