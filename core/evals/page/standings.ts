import type { Scenario } from '../scenario/scenario.ts';
import { wilson } from '../statistics/wilson.ts';
import { acceptedCounts, isEnd, isTrial } from '../suite/trial-line.ts';
import type { HistoryLine, TrialLine } from '../suite/trial-line.ts';
import { trustOf } from '../suite/trust.ts';
import type { EvalProgress, EvalStanding } from './eval-page.ts';

const mostTrials = 20;

type Asked = { readonly scenario: Scenario; readonly print: string; readonly proved: boolean };

/** How a scenario stands with each agent that tried it as it is now; what an earlier demand came to says nothing of it. */
export function standingsOf(
  { scenario: { id, policy }, print, proved }: Asked,
  history: readonly HistoryLine[],
): readonly EvalStanding[] {
  const own = history.filter(isTrial).filter((line) => line.scenario === id && line.print === print);
  const agents = new Map(own.map((line) => [agentOf(line), line]));
  const standings = [...agents.values()].map(({ harness, model }): EvalStanding => {
    const accepted = acceptedCounts(history, { scenario: id, harness, model, print });
    const trials = own.filter((line) => agentOf(line) === agentOf({ harness, model }));
    return {
      ...{ harness, model, accepted, interval: wilson(accepted), trust: trustOf(accepted, policy, proved) },
      ...{ found: foundIn(history, trials), trials: trials.slice(-mostTrials) },
    };
  });
  return standings.toSorted((a, b) => lastAt(b) - lastAt(a));
}

function agentOf({ harness, model }: Pick<TrialLine, 'harness' | 'model'>): string {
  return JSON.stringify([harness, model]);
}

function lastAt({ trials }: EvalStanding): number {
  return trials.at(-1)?.at ?? 0;
}

/** Of the newest suite that has ended and tried it. */
function foundIn(history: readonly HistoryLine[], trials: readonly TrialLine[]): EvalStanding['found'] {
  const runs = new Set(trials.map(({ run }) => run));
  for (const line of history.filter(isEnd).toReversed()) {
    const found = runs.has(line.ended) && line.found.find(({ scenario }) => scenario === trials[0]?.scenario);
    if (found) return { ...found, at: line.at };
  }
  return undefined;
}

export function progressOf(
  suite: Omit<EvalProgress, 'passed' | 'failed' | 'others' | 'last'>,
  history: readonly HistoryLine[],
): EvalProgress {
  const trials = history.filter(isTrial).filter((line) => line.run === suite.run);
  const passed = trials.filter(({ outcome }) => outcome === 'pass').length;
  const failed = trials.filter(({ outcome }) => outcome === 'fail').length;
  const others = trials.length - passed - failed;
  const { run, startedAt, harness, scenarios, stopping, waiting } = suite;
  const counts = { passed, failed, others, last: trials.at(-1)?.scenario };
  return { run, startedAt, harness, scenarios, stopping, waiting, ...counts };
}
