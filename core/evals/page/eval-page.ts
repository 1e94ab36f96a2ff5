import type { Scenario } from '../scenario/scenario.ts';
import type { Counts } from '../statistics/counts.ts';
import type { DailyStanding } from './daily.ts';
import type { Interval } from '../statistics/wilson.ts';
import type { EndLine, FoundLine, TrialLine } from '../suite/trial-line.ts';
import type { Trust } from '../suite/trust.ts';

/** All that a person sees of the scenarios of a factory. */
export type EvalPage = {
  readonly places: readonly EvalPlace[];
  readonly running: EvalProgress | undefined;
  /** The newest first. */
  readonly runs: readonly Omit<EndLine, 'found'>[];
  readonly daily?: DailyStanding | undefined;
};

/** Where scenarios lie: shipped ones, the person's own, those of a repo. */
export type EvalPlace = {
  readonly name: string;
  readonly path: string;
  readonly scenarios: readonly ShownScenario[];
  /** Files that do not load, with the lines to correct. */
  readonly broken: readonly { readonly file: string; readonly message: string }[];
};

export type ShownScenario = Pick<Scenario, 'id' | 'title' | 'behaviour' | 'policy' | 'skills' | 'trials'> & {
  readonly file: string;
  readonly origin?: string | undefined;
  /** Its recordings are graded as they have to be. */
  readonly proved: boolean;
  /** `over`: its time has passed, so it is tried again. */
  readonly quarantine?: { readonly reason: string; readonly until: string; readonly over: boolean } | undefined;
  /** By agent, the one tried last first; empty before the first trial. */
  readonly standings: readonly EvalStanding[];
};

/** How a scenario stands with one agent. */
export type EvalStanding = {
  readonly harness: string;
  readonly model?: string | undefined;
  readonly trust: Trust;
  /** On what was accepted. */
  readonly accepted: Counts;
  readonly interval: Interval;
  /** What its last suite said of it. */
  readonly found?: (Pick<FoundLine, 'finding' | 'words' | 'blocks' | 'cut'> & { readonly at: number }) | undefined;
  /** The last ones, oldest first. */
  readonly trials: readonly ShownTrial[];
};

export type ShownTrial = Pick<
  TrialLine,
  'at' | 'outcome' | 'series' | 'gateAssisted' | 'reasons' | 'recording' | 'run' | 'usd' | 'seconds'
>;

/** A suite that is under way. */
export type EvalProgress = {
  readonly run: string;
  readonly startedAt: number;
  readonly harness: string;
  readonly scenarios: number;
  readonly passed: number;
  readonly failed: number;
  /** That say nothing: a fault of the machine, a limit, a model that refused. */
  readonly others: number;
  /** The scenario that was tried last. */
  readonly last: string | undefined;
  readonly stopping: boolean;
  /** It begins no trial until there is room. */
  readonly waiting: boolean;
};
