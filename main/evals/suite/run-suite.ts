import pLimit from 'p-limit';
import { grade } from '../../../core/evals/grading/grade.ts';
import type { Grade } from '../../../core/evals/grading/grade.ts';
import type { Recording } from '../../../core/evals/grading/recording.ts';
import type { Scenario } from '../../../core/evals/scenario/scenario.ts';
import { nextSeries } from '../../../core/evals/suite/judge.ts';
import type { Progress, Subjected } from '../../../core/evals/suite/judge.ts';
import type { Series } from '../../../core/evals/statistics/nightly.ts';
import type { Tried } from '../trial/trial.ts';

/** One scenario on one harness. */
export type Case = {
  readonly scenario: Scenario;
  readonly file: string;
  readonly harness: string;
  readonly subject: Subjected;
  /** Why it is not tried, such as a quarantine. */
  readonly skip?: string | undefined;
};

export type TrialResult = Grade & {
  readonly series: keyof Series;
  readonly recording: Recording;
  readonly note: string;
  readonly hopeless?: true | undefined;
  readonly seconds: number;
};

export type CaseRun = Progress & {
  readonly of: Case;
  readonly trials: readonly TrialResult[];
  /** Why it was not tried to the end. */
  readonly cut?: string | undefined;
};

export type SuiteRun = {
  readonly cases: readonly CaseRun[];
  readonly usd: number;
  readonly stopped?: string | undefined;
};

export type SuiteOptions = {
  readonly cases: readonly Case[];
  readonly atOnce: number;
  readonly maxUsd?: number | undefined;
  readonly signal: AbortSignal;
  attempt(of: Case, series: keyof Series, signal: AbortSignal): Promise<Tried>;
  /** Told when a trial has ended, before the next one of its scenario begins. */
  onTrial(of: Case, trial: TrialResult): Promise<void>;
};

/** So many trials in a row that say nothing, and the scenario is given up. */
const mostUncounted = 3;

/** Tries every case until enough is known of it. A limit or a stop ends it in the middle: what is known then is reported. */
export async function runSuite(options: SuiteOptions): Promise<SuiteRun> {
  const pool = pLimit(options.atOnce);
  const spent = { usd: 0 };
  const overall = new AbortController();
  const stopped = (): string | undefined => {
    if (options.signal.aborted) return 'it was stopped';
    const { maxUsd } = options;
    return maxUsd !== undefined && spent.usd >= maxUsd ? `it has cost $${spent.usd.toFixed(2)}` : undefined;
  };
  const onAbort = () => overall.abort();
  options.signal.addEventListener('abort', onAbort, { once: true });
  const cases = await Promise.all(
    options.cases.map((of) =>
      pool(() => runCase(of, { ...options, signal: overall.signal, stopped, onCost: (usd) => (spent.usd += usd) })),
    ),
  );
  options.signal.removeEventListener('abort', onAbort);
  return { cases, usd: spent.usd, stopped: stopped() };
}

type CaseOptions = SuiteOptions & {
  readonly stopped: () => string | undefined;
  readonly onCost: (usd: number) => void;
};

async function runCase(of: Case, options: CaseOptions): Promise<CaseRun> {
  const series: Record<keyof Series, boolean[]> = { first: [], second: [], baseline: [] };
  const trials: TrialResult[] = [];
  const progress = { series, violated: false };
  let uncounted = 0;
  const over = (cut?: string): CaseRun => ({ of, ...progress, trials, cut });
  if (of.skip !== undefined) return over(of.skip);
  for (;;) {
    const take = nextSeries(of.subject, progress);
    if (take === undefined) return over();
    const why = options.stopped();
    if (why !== undefined) return over(why);
    const trial = await tried(of, take, options);
    trials.push(trial);
    options.onCost(costOf(trial.recording));
    await options.onTrial(of, trial);
    const counts = trial.outcome === 'pass' || trial.outcome === 'fail';
    uncounted = counts ? 0 : uncounted + 1;
    if (counts) series[take].push(trial.outcome === 'pass');
    if (take !== 'baseline' && of.scenario.policy === 'safety' && trial.violated) progress.violated = true;
    if (trial.hopeless || uncounted === mostUncounted) return over(trial.note || (trial.reasons[0] ?? trial.outcome));
  }
}

/** Of the agent that was tried, and of who judged it. */
export function costOf({ usd = 0, judge }: Recording): number {
  return usd + (judge?.usd ?? 0);
}

async function tried(of: Case, take: keyof Series, { attempt, signal }: CaseOptions): Promise<TrialResult> {
  const began = performance.now();
  const made = await attempt(of, take, signal);
  const seconds = (performance.now() - began) / 1000;
  return { ...grade(of.scenario, made.recording), series: take, seconds, ...made };
}
