import { randomBytes } from 'node:crypto';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Scenario } from '../../../../core/evals/scenario/scenario.ts';
import type { TrialPlan } from '../../../../core/evals/suite/judge.ts';
import { isTrial } from '../../../../core/evals/suite/trial-line.ts';
import { junitOf } from '../../../../core/evals/suite/junit.ts';
import { localDay } from '../../../../core/local-day.ts';
import { fail, ok } from '../../../../core/result.ts';
import type { Result } from '../../../../core/result.ts';
import { attend } from '../../../evals/suite/attendance.ts';
import type { Attendance } from '../../../evals/suite/attendance.ts';
import { caseAttempts } from '../../../evals/suite/attempt-case.ts';
import type { AttemptChoice } from '../../../evals/suite/attempt-case.ts';
import { casesOf, loadScenarios, subjectOf, touchedSince } from '../../../evals/suite/cases.ts';
import { changedSince, folderOf } from '../../../evals/suite/changed.ts';
import { historyIn } from '../../../evals/suite/history.ts';
import type { History } from '../../../evals/suite/history.ts';
import { costOf, runSuite } from '../../../evals/suite/run-suite.ts';
import type { Case, SuiteRun, TrialResult } from '../../../evals/suite/run-suite.ts';
import { homeFolder } from '../../../store/home-folder.ts';
import type { Args, Command, CommandContext, ExitCode } from '../../command-line/command.ts';
import { trialLab } from '../../evals/lab.ts';
import { scenariosPath } from './list.ts';
import { recipeIn } from './recipe-in.ts';
import { endLine, junitCases, reportEffect, reportSuite, trialText, verdictOn } from './suite-report.ts';

/** In it the history of evals lies, with the recordings. */
export const historyFolder = () => join(homeFolder(), 'evals');

export const evalRun: Command = {
  name: 'eval run',
  about:
    'Try scenarios with an agent, gates on: 0 green, 1 a regression, 2 an agent that cannot be tried, 3 nothing tried',
  positionals: [scenariosPath],
  options: {
    harness: { value: 'NAME', about: 'the agent; otherwise those that each scenario names', many: true },
    model: { value: 'NAME', about: 'the model, where the agent takes one' },
    recipe: { value: 'FILE', about: 'what the recipe harness follows' },
    trials: { value: 'N|sprt', about: 'so many trials each, or as many as it takes to know (sprt)' },
    'max-usd': { value: 'X', about: 'begin no trial when so much is spent; what is known then is reported' },
    'at-once': { value: 'N', about: 'so many trials at once (1)' },
    changed: { value: 'REF', about: 'only scenarios that a change since then touches' },
    baseline: { value: 'REF', about: 'also try with the skills as they were then; a red there is not blamed on now' },
    without: { value: 'SKILL', about: 'also try without this skill, in turns, and say what it does' },
    obeys: {
      value: 'RULE',
      about: 'the scripted agent: plays the good recording where it reads this, else the bad one',
    },
    scripted: { about: 'the scripted agent, which asks no model: it obeys each behaviour where its skills say it' },
    judge: {
      value: 'NAME',
      about: 'the agent that judges where a scenario wants it (otherwise the one that is tried)',
    },
    name: { value: 'NAME', about: 'of this run in the history' },
    junit: { value: 'FILE', about: 'write a JUnit report' },
    attended: { about: 'end when standard input ends; its lines `wait` and `go` say when trials may begin' },
  },
  endsItself: true,
  async run(context) {
    const presence = context.args.has('attended') ? attend(context.readLines()) : undefined;
    try {
      return await runEvals(context, presence);
    } finally {
      presence?.close();
    }
  },
};

async function runEvals(context: CommandContext, presence: Attendance | undefined): Promise<Result<ExitCode>> {
  const wish = readWish(context.args);
  if (!wish.ok) return wish;
  const history = historyIn(historyFolder());
  const cases = await wantedCases(context.args, wish.value, history);
  if (!cases.ok) return cases;
  const stop = stopOf(context, presence);
  const recipe = await recipeIn(context.args.value('recipe'));
  if (!recipe.ok) return recipe;
  const run = context.args.value('name') ?? `eval_${randomBytes(6).toString('hex')}`;
  if (!/^[a-z][\w-]{0,60}$/.test(run)) return bad('--name is not a word of letters, digits and dashes');
  const suite = await suiteOf(context, {
    ...wish.value,
    cases: cases.value,
    recipe: recipe.value,
    run,
    history,
    waits: presence?.waits,
    signal: stop.signal,
  });
  const verdict = verdictOn(suite);
  // Before anything is told: whoever listened may be gone.
  await history.add({ ...endLine(suite, verdict), ended: run, at: Date.now(), ...(stop.left() && { left: true }) });
  reportSuite(context.screen, suite, verdict);
  const without = context.args.value('without');
  if (without !== undefined) reportEffect(context.screen, suite, without);
  const junit = context.args.value('junit');
  if (junit !== undefined) await writeFile(junit, junitOf(junitCases(suite)));
  return ok(stop.signal.aborted ? 130 : verdict.code);
}

/** A person who wants it to end, or whoever began it and is gone. */
function stopOf({ interrupted }: CommandContext, presence: Attendance | undefined) {
  const stop = new AbortController();
  let left = false;
  void interrupted.then(() => stop.abort());
  void presence?.left.then(() => {
    left = !stop.signal.aborted;
    stop.abort();
  });
  return { signal: stop.signal, left: () => left };
}

type Wish = {
  readonly plan: TrialPlan | undefined;
  readonly maxUsd: number | undefined;
  readonly atOnce: number;
};

function readWish(args: Args): Result<Wish> {
  const trials = args.value('trials');
  const plan = trials === undefined || trials === 'sprt' ? trials : Number(trials);
  if (typeof plan === 'number' && !(Number.isInteger(plan) && plan > 0 && plan <= 200))
    return bad(`--trials ${trials ?? ''} is neither a number up to 200 nor sprt`);
  const atOnce = Number(args.value('at-once') ?? 1);
  if (!(Number.isInteger(atOnce) && atOnce > 0 && atOnce <= 16)) return bad('--at-once is not a number from 1 to 16');
  const maxUsd = args.value('max-usd') === undefined ? undefined : Number(args.value('max-usd'));
  if (maxUsd !== undefined && !(maxUsd >= 0)) return bad('--max-usd is not an amount');
  return ok({ plan, maxUsd, atOnce });
}

function bad(message: string): Result<never> {
  return fail({ code: 'bad-usage', message, next: 'See: teatree help eval run' });
}

async function wantedCases(args: Args, { plan }: Wish, history: History): Promise<Result<readonly Case[]>> {
  const path = args.optional('PATH') ?? '.';
  const loaded = await loadScenarios(path);
  if (!loaded.ok) return loaded;
  const changed = args.value('changed');
  const wanted = changed === undefined ? loaded : await touchedSince(changed, path, loaded.value);
  if (!wanted.ok) return wanted;
  const baseline = args.value('baseline');
  // A revision that is not there would leave every red unproven, and so look green.
  const known = baseline === undefined ? ok(undefined) : await changedSince(baseline, folderOf(path));
  if (!known.ok) return known;
  if (baseline !== undefined && args.has('without')) return bad('--baseline and --without are two comparisons');
  const scripted = args.has('scripted') || args.value('obeys') !== undefined;
  return casesOf(wanted.value, {
    harnesses: scripted ? ['replay'] : args.values('harness'),
    ...{ model: args.value('model'), plan, hasBaseline: baseline !== undefined || args.value('without') !== undefined },
    ...{ history: await history.lines(), today: localDay(Date.now()) },
  });
}

type SuiteWish = Wish & {
  readonly cases: readonly Case[];
  readonly recipe: AttemptChoice['recipe'];
  readonly run: string;
  readonly history: History;
  readonly waits: Attendance['waits'] | undefined;
  readonly signal: AbortSignal;
};

async function suiteOf({ args, screen, programs }: CommandContext, wish: SuiteWish): Promise<SuiteRun> {
  const lab = await trialLab({ programs, judge: args.value('judge'), waits: wish.waits });
  const names = ['model', 'baseline', 'without', 'obeys'];
  const [model, baseline, without, rule] = names.map((name) => args.value(name));
  const scripted = args.has('scripted') || rule !== undefined;
  const obeys = scripted ? ({ behaviour }: Scenario) => rule ?? behaviour : undefined;
  // One that goes on after a crash keeps the recordings that it made before.
  let number = (await wish.history.lines()).filter((line) => isTrial(line) && line.run === wish.run).length;
  try {
    return await runSuite({
      ...wish,
      attempt: caseAttempts(lab, { model, recipe: wish.recipe, baseline, without, obeys }),
      onTrial: async (of, trial) => {
        const { run, history } = wish;
        const recording = await history.keep(`${run}/${of.scenario.id}-${String((number += 1))}`, trial.recording);
        const subject = subjectOf(of.scenario, of.harness, model);
        const alone = trial.series === 'baseline' && without !== undefined && { without };
        await history.add({ ...subject, ...lineOf(trial), ...alone, run, recording });
        screen.note(trialText(of, trial));
      },
    });
  } finally {
    lab.stop();
  }
}

function lineOf({ outcome, series, gateAssisted, reasons, seconds, note, recording }: TrialResult) {
  const usd = costOf(recording);
  const why = note === '' ? reasons : [note];
  return {
    outcome,
    series,
    gateAssisted,
    reasons: [...why],
    seconds,
    at: Date.now(),
    ...(usd > 0 && { usd }),
  };
}
