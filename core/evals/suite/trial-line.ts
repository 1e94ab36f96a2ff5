import { z } from 'zod';
import { added, countsOf } from '../statistics/counts.ts';
import type { Counts } from '../statistics/counts.ts';

/** `first` by default; a red is tried again in `second`, and without the change in `baseline`. */
const SeriesName = z.enum(['first', 'second', 'baseline']);

/** Only `pass` and `fail` count: what is no fault of the agent is neither. */
const Outcome = z.enum(['pass', 'fail', 'infra', 'capped', 'refused', 'skipped']);
export type Outcome = z.infer<typeof Outcome>;

/** One trial as it is kept. */
const TrialLine = z.object({
  scenario: z.string().min(1),
  outcome: Outcome,
  series: SeriesName.default('first'),
  /** The skill that it went without, to see what the skill does: such a trial says nothing of how things are. */
  without: z.string().optional(),
  /** The suite it was part of. */
  run: z.string().default(''),
  at: z.number().default(0),
  harness: z.string().default(''),
  model: z.string().optional(),
  /** What the scenario demanded; trials of another demand say nothing about this one. */
  print: z.string().default(''),
  gateAssisted: z.boolean().default(false),
  reasons: z.array(z.string()).default([]),
  usd: z.number().min(0).optional(),
  seconds: z.number().min(0).optional(),
  /** Its recording, beside the history. */
  recording: z.string().optional(),
});
export type TrialLine = z.infer<typeof TrialLine>;

/** What a scenario came to on one agent, as the suite said it. */
const FoundLine = z.object({
  scenario: z.string(),
  file: z.string().default(''),
  harness: z.string(),
  finding: z.string(),
  words: z.string(),
  blocks: z.boolean(),
  /** Why it was not tried to the end. */
  cut: z.string().optional(),
});
export type FoundLine = z.infer<typeof FoundLine>;

/** What a suite came to. Trials of what was red count for nothing until somebody accepts it. */
const EndLine = z.object({
  ...{ ended: z.string().min(1), green: z.boolean(), at: z.number() },
  found: z.array(FoundLine).default([]),
  /** Why it ended before all was known: it was stopped, or the money was spent. */
  stopped: z.string().optional(),
  /** The app that had begun it went away: a daily run goes on with it. */
  left: z.literal(true).optional(),
});
export type EndLine = z.infer<typeof EndLine>;
const AcceptedLine = z.object({ accepted: z.string().min(1), at: z.number() });

/** The history of evals: what was tried, what each suite came to, and what was accepted as it is. Only ever added to. */
export const HistoryLine = z.union([EndLine, AcceptedLine, TrialLine]);
export type HistoryLine = z.infer<typeof HistoryLine>;

export function isTrial(line: HistoryLine): line is TrialLine {
  return 'scenario' in line;
}

export function isEnd(line: HistoryLine): line is EndLine {
  return 'ended' in line;
}

/** What one scenario is tried as: the same demand by the same agent. */
export type Subject = Pick<TrialLine, 'scenario' | 'harness' | 'model' | 'print'>;

function isOf(subject: Subject, line: TrialLine): boolean {
  const { scenario, harness, model, print } = line;
  return (
    scenario === subject.scenario && harness === subject.harness && model === subject.model && print === subject.print
  );
}

/** How the subject did on what was accepted: in suites that were green or accepted, and as the baseline of others. */
export function acceptedCounts(history: readonly HistoryLine[], subject: Subject): Counts {
  const accepted = new Set(
    history.flatMap((line) =>
      'ended' in line && line.green ? [line.ended] : 'accepted' in line ? [line.accepted] : [],
    ),
  );
  const trials = history.filter(isTrial).filter((line) => isOf(subject, line));
  return trials
    .filter(({ run, series, without }) => without === undefined && (series === 'baseline' || accepted.has(run)))
    .map(({ outcome }) => countsOf(outcomesOf([{ outcome }])))
    .reduce(added, { passed: 0, trials: 0 });
}

/** When a scenario was tried last; 0: never. */
export function lastTriedAt(history: readonly HistoryLine[], scenario: string): number {
  return history.filter(isTrial).findLast((line) => line.scenario === scenario)?.at ?? 0;
}

/** What counts of trials, in their order. */
export function outcomesOf(trials: readonly Pick<TrialLine, 'outcome'>[]): readonly boolean[] {
  return trials.flatMap(({ outcome }) => (outcome === 'pass' ? [true] : outcome === 'fail' ? [false] : []));
}
