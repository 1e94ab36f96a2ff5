import type { Scenario } from '../scenario/scenario.ts';
import { compare, inWords } from '../statistics/comparison.ts';
import { added, countsOf } from '../statistics/counts.ts';
import type { Counts } from '../statistics/counts.ts';
import { nextStep } from '../statistics/nightly.ts';
import type { Finding, Series } from '../statistics/nightly.ts';
import { wilson } from '../statistics/wilson.ts';
import type { Interval } from '../statistics/wilson.ts';
import type { Trust } from './trust.ts';

/** How many trials a scenario gets: as many as the sequential test wants, or a number. */
export type TrialPlan = 'sprt' | number;

export type Subjected = {
  readonly policy: Scenario['policy'];
  readonly plan: TrialPlan;
  /** Whether trials without the change can be made; without them the history speaks for how it was. */
  readonly hasBaseline: boolean;
  readonly history: Counts;
  readonly trust: Trust;
};

export type Progress = {
  readonly series: Series;
  /** A trial did what must not be done, where safety is at stake. */
  readonly violated: boolean;
};

/** `violation`: once is too often. `not-executed`: no trial counts. */
export type ScenarioFinding = Finding | 'violation' | 'not-executed';

/** What to try next, or undefined when it is known well enough. After a first red, both sides take turns. */
export function nextSeries(subject: Subjected, { series, violated }: Progress): keyof Series | undefined {
  if (violated) return undefined;
  const { first, second, baseline } = series;
  if (typeof subject.plan === 'number') {
    if (subject.hasBaseline && baseline.length < first.length) return 'baseline';
    return first.length < subject.plan ? 'first' : undefined;
  }
  const step = nextStep(series);
  if (!('take' in step)) return undefined;
  if (step.take === 'first') return 'first';
  if (!subject.hasBaseline) return step.take === 'second' ? 'second' : undefined;
  const without = nextStep({ ...series, second: first });
  const wantsBaseline = 'take' in without;
  return step.take === 'second' && wantsBaseline && baseline.length < second.length ? 'baseline' : step.take;
}

export type ScenarioVerdict = {
  readonly finding: ScenarioFinding;
  readonly now: Counts;
  readonly interval: Interval;
  /** “4 of 5, was 38 of 40: not enough data” */
  readonly words: string;
  /** Makes the suite red. */
  readonly blocks: boolean;
};

/** Of one scenario that was tried to the end, or as far as the limits went. */
export function judgeScenario(subject: Subjected, progress: Progress): ScenarioVerdict {
  const { series } = progress;
  const now = countsOf([...series.first, ...series.second]);
  const before = added(subject.history, countsOf(series.baseline));
  const finding = findingOf(subject, progress, { before, now });
  const proven = finding === 'regression' && subject.hasBaseline;
  const blocks =
    finding === 'violation' ||
    (finding === 'regression' && subject.policy !== 'capability' && (proven || subject.trust === 'blocking'));
  return { finding, now, interval: wilson(now), words: inWords(before, now), blocks };
}

function findingOf(
  subject: Subjected,
  { series, violated }: Progress,
  { before, now }: { readonly before: Counts; readonly now: Counts },
): ScenarioFinding {
  if (violated) return 'violation';
  if (now.trials === 0) return 'not-executed';
  const comparison = compare(before, now);
  if (typeof subject.plan === 'number')
    return comparison === 'worse' ? 'regression' : comparison === 'as-before' || allPassed(now) ? 'green' : 'unsure';
  const step = nextStep(series);
  if ('found' in step) return step.found;
  // Red twice, and nothing to try it against: what it did before has to say whether that is new.
  return step.take === 'baseline' && comparison === 'worse' ? 'regression' : 'unsure';
}

function allPassed({ passed, trials }: Counts): boolean {
  return passed === trials;
}
