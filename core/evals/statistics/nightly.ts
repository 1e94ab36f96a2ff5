import { sprt } from './sprt.ts';

/** What counted of a scenario's trials, in order: two series of what is tried, and one of what it is compared with. */
export type Series = {
  readonly first: readonly boolean[];
  readonly second: readonly boolean[];
  readonly baseline: readonly boolean[];
};

/** `unconfirmed`: red once and not again. `pre-existing`: as red without the change. */
export type Finding = 'green' | 'unsure' | 'unconfirmed' | 'pre-existing' | 'regression';

export type Step = { readonly take: keyof Series } | { readonly found: Finding };

/** A red has to be red again with fresh trials, and not be red without the change; only then is the change to blame. */
export function nextStep({ first, second, baseline }: Series): Step {
  const seen = sprt(first);
  if (seen === 'more') return { take: 'first' };
  if (seen !== 'red') return { found: seen };
  const again = sprt(second);
  if (again === 'more') return { take: 'second' };
  if (again !== 'red') return { found: 'unconfirmed' };
  const without = sprt(baseline);
  if (without === 'more') return { take: 'baseline' };
  return { found: without === 'red' ? 'pre-existing' : 'regression' };
}
