import { resolve } from 'node:path';
import { effectOf } from '../../../../core/evals/suite/effect.ts';
import { judgeScenario } from '../../../../core/evals/suite/judge.ts';
import type { JunitCase } from '../../../../core/evals/suite/junit.ts';
import type { EndLine, FoundLine } from '../../../../core/evals/suite/trial-line.ts';
import { judgeSuite } from '../../../../core/evals/statistics/suite.ts';
import { costOf } from '../../../evals/suite/run-suite.ts';
import type { Case, CaseRun, SuiteRun, TrialResult } from '../../../evals/suite/run-suite.ts';
import type { ExitCode } from '../../command-line/command.ts';
import { clean, cleanLine } from '../../screen.ts';
import type { Screen } from '../../screen.ts';

export type SuiteVerdict = { readonly code: ExitCode; readonly value: SuiteValue };

/** What all scenarios came to together. */
export function verdictOn(suite: SuiteRun): SuiteVerdict {
  const blocking = suite.cases.filter((run) => judgeScenario(run.of.subject, run).blocks).map(nameOf);
  const { drop } = judgeSuite(
    suite.cases.map((run) => ({ id: nameOf(run), history: run.of.subject.history, series: run.series })),
  );
  const counted = suite.cases.flatMap(({ trials }) => trials).filter(({ outcome }) => isCounted(outcome)).length;
  const green = blocking.length === 0 && !drop.seen;
  const { usd, stopped } = suite;
  const value = { scenarios: suite.cases.length, trials: counted, green, blocking, drop, usd, stopped };
  return { code: codeOf(suite, { counted, green }), value };
}

/** What every scenario came to, and all of them together. */
export function reportSuite(screen: Screen, { cases }: SuiteRun, { value }: SuiteVerdict): void {
  for (const run of cases) {
    const row = rowOf(run);
    screen.print(row, rowText(run, row));
  }
  screen.print({ suite: value }, suiteText(value));
}

/** Red is 1; what could not be tried to the end for its agent's or machine's sake is 2; nothing tried at all is 3. */
function codeOf({ cases }: SuiteRun, { counted, green }: { counted: number; green: boolean }): ExitCode {
  if (!green) return 1;
  const broken = cases.some(({ cut, trials }) => cut !== undefined && trials.at(-1)?.outcome === 'infra');
  return broken ? 2 : counted === 0 ? 3 : 0;
}

const isCounted = (outcome: TrialResult['outcome']) => outcome === 'pass' || outcome === 'fail';
const nameOf = ({ of: { scenario, harness } }: CaseRun) => `${scenario.id} (${harness})`;

function rowOf(run: CaseRun) {
  const { scenario, harness, file, subject } = run.of;
  const { finding, now, interval, words, blocks } = judgeScenario(subject, run);
  const failed = run.trials.find(({ outcome, series }) => outcome === 'fail' && series !== 'baseline');
  return {
    ...{ scenario: scenario.id, harness, finding, blocks, trust: subject.trust, policy: scenario.policy },
    ...{ now, before: subject.history, interval, words, behaviour: scenario.behaviour, file },
    gateAssisted: run.trials.filter(({ gateAssisted }) => gateAssisted).length,
    uncounted: run.trials.filter(({ outcome }) => !isCounted(outcome)).map(({ outcome, note }) => ({ outcome, note })),
    reasons: failed?.reasons ?? [],
    ...(run.cut !== undefined && { cut: run.cut }),
  };
}

function rowText(run: CaseRun, row: ReturnType<typeof rowOf>): string {
  const assisted = row.gateAssisted > 0 ? `, ${String(row.gateAssisted)} gate-assisted` : '';
  const first = `${row.finding.padEnd(12)} ${nameOf(run)}: ${row.words}${assisted}`;
  const rule = row.reasons.length > 0 ? [`  rule: ${cleanLine(row.behaviour, 200)}`] : [];
  const advisory = row.finding === 'regression' && !row.blocks ? [`  told only: it is ${row.trust}`] : [];
  const cut = row.cut === undefined ? [] : [`  not tried to the end: ${clean(row.cut)}`];
  return [first, ...rule, ...row.reasons.map((reason) => `  ${clean(reason)}`), ...advisory, ...cut].join('\n');
}

type SuiteValue = {
  readonly scenarios: number;
  readonly blocking: readonly string[];
  readonly trials: number;
  readonly green: boolean;
  readonly drop: { readonly seen: boolean };
  readonly usd: number;
  readonly stopped: string | undefined;
};

function suiteText({ trials, green, drop, usd, stopped }: SuiteValue): string {
  const cost = usd > 0 ? `, $${usd.toFixed(2)}` : '';
  const early = stopped === undefined ? '' : `; ended early: ${stopped}`;
  const wide = drop.seen ? ', worse over the whole suite' : '';
  return `${trials === 0 ? 'nothing was executed' : green ? 'green' : 'red'}${wide}: ${String(trials)} trials count${cost}${early}`;
}

/** What a skill does, by the trials with and without it. */
export function reportEffect(screen: Screen, { cases }: SuiteRun, skill: string): void {
  const tried = cases.map(({ series, trials }) => {
    const usd = (without: boolean) =>
      trials
        .filter((trial) => (trial.series === 'baseline') === without)
        .reduce((sum, { recording }) => sum + costOf(recording), 0);
    return { series, usd: { with: usd(false), without: usd(true) } };
  });
  const effect = effectOf(skill, tried);
  screen.print({ effect }, `${clean(skill)}: ${effect.words}`);
}

/** What the history keeps of it. One that ended early is not green, whatever is known. */
export function endLine(
  { cases, stopped }: SuiteRun,
  { value }: SuiteVerdict,
): Pick<EndLine, 'green' | 'found' | 'stopped'> {
  const green = value.green && stopped === undefined;
  return { green, found: foundIn(cases), ...(stopped !== undefined && { stopped }) };
}

function foundIn(cases: readonly CaseRun[]): FoundLine[] {
  return cases.map((run) => {
    const { scenario, harness, file } = run.of;
    const { finding, words, blocks } = judgeScenario(run.of.subject, run);
    const cut = run.cut === undefined ? {} : { cut: run.cut };
    return { scenario: scenario.id, file: resolve(file), harness, finding, words, blocks, ...cut };
  });
}

/** While the suite goes on, on stderr. */
export function trialText({ scenario, harness }: Case, trial: TrialResult): string {
  const { outcome, series, seconds, reasons, note, gateAssisted } = trial;
  const why = cleanLine(note || (reasons[0] ?? ''), 160);
  const how = gateAssisted ? `${outcome} (gate-assisted)` : outcome;
  return `${how}  ${scenario.id} (${harness}, ${series}) ${seconds.toFixed(1)} s ${why}`.trimEnd();
}

export function junitCases({ cases }: SuiteRun): readonly JunitCase[] {
  return cases.map((run) => {
    const { finding, words, blocks } = judgeScenario(run.of.subject, run);
    const row = rowOf(run);
    const name = run.of.scenario.id;
    return {
      ...{ suite: run.of.harness, name, seconds: run.trials.reduce((sum, { seconds }) => sum + seconds, 0) },
      failure: blocks ? [`${finding}: ${words}`, run.of.scenario.behaviour, ...row.reasons].join('\n') : undefined,
      skipped: finding === 'not-executed' ? (run.cut ?? 'no trial counts') : undefined,
      output: `${finding}: ${words}`,
    };
  });
}
