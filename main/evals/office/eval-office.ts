import { createHash } from 'node:crypto';
import { join } from 'node:path';
import type { EvalWish, TrialPair } from '../../../core/contract/eval-methods.ts';
import { dailyDue, dailyStanding } from '../../../core/evals/page/daily.ts';
import type { EvalPage, EvalPlace, EvalProgress } from '../../../core/evals/page/eval-page.ts';
import { diffRuns } from '../../../core/evals/page/run-diff.ts';
import type { RunDiff } from '../../../core/evals/page/run-diff.ts';
import { shownRecording } from '../../../core/evals/page/shown-recording.ts';
import { standingsOf } from '../../../core/evals/page/standings.ts';
import { isEnd, isTrial } from '../../../core/evals/suite/trial-line.ts';
import type { HistoryLine } from '../../../core/evals/suite/trial-line.ts';
import { localDay } from '../../../core/local-day.ts';
import type { DailyEvals } from '../../../core/settings.ts';
import { fail, ok } from '../../../core/result.ts';
import type { Result } from '../../../core/result.ts';
import { proofsOf } from '../prove.ts';
import type { Loaded } from '../prove.ts';
import { readRecording } from '../read-scenario.ts';
import { isOver, subjectOf } from '../suite/cases.ts';
import { historyIn } from '../suite/history.ts';
import type { History } from '../suite/history.ts';
import { loadedIn, placesOf } from './places.ts';
import type { EvalPlaces, FoundPlace } from './places.ts';
import { redsIn } from './reds.ts';
import { suiteDesk } from './suite-desk.ts';

export type OfficeParts = EvalPlaces & {
  /** The folder of the built programs. */
  readonly programs: string;
  readonly now: () => number;
  readonly newId: (prefix: string) => string;
};

/** What people do with evals in the app: look at them, try them, and read what an agent did. */
export type EvalOffice = {
  page(): Promise<EvalPage>;
  progress(): Promise<EvalProgress | undefined>;
  run(wish: EvalWish): Promise<Result<unknown>>;
  /** Begins what today's run still has to try. False: nothing is left of today, or a suite is under way. */
  runDaily(setting: DailyEvals): Promise<Result<boolean>>;
  /** Whether the daily run begins no further trial; what the person began by hand goes on. */
  giveWay(giving: boolean): void;
  stopRun(): Result<unknown>;
  trial(file: string, recording: string): Promise<Result<TrialPair>>;
  diff(before: string, now: string): Promise<Result<RunDiff>>;
  accept(run: string): Promise<Result<unknown>>;
  /** All scenarios that load. */
  loaded(): Promise<readonly Loaded[]>;
  /** What suites found red since then. */
  reds(since: number): ReturnType<typeof redsIn>;
  /** Called whenever a suite has ended. */
  onEnded: (listener: () => void) => void;
  stop(): Promise<void>;
};

export function evalOffice(parts: OfficeParts): EvalOffice {
  const { dataFolder, now, newId } = parts;
  const folder = join(dataFolder, 'evals');
  const history = historyIn(folder);
  const desk = suiteDesk(parts);
  const places = () => placesOf(parts);

  async function run(wish: EvalWish, today?: string): Promise<Result<unknown>> {
    const { path } = wish;
    const scenarios = scenariosAt(await places(), path);
    if (scenarios === 0) return fail({ code: 'no-scenario', message: `There is no scenario at ${path}` });
    return desk.begin(wish, { run: today ?? newId('eval'), scenarios, daily: today !== undefined });
  }

  async function runDaily(setting: DailyEvals): Promise<Result<boolean>> {
    if (desk.busy()) return ok(false);
    const due = dueToday(setting, { found: await places(), lines: await history.lines(), now: now() });
    if (!due) return ok(false);
    const { name, path, maxUsd } = due;
    const begun = await run({ path, harness: setting.harness, trials: 'sprt', maxUsd }, name);
    return begun.ok ? ok(true) : begun;
  }

  return {
    run: (wish) => run(wish),
    runDaily,
    giveWay: desk.giveWay,
    diff: async (before, now) => diffIn(await history.lines(), before, now),
    accept: (run) => acceptRun(history, run, now()),
    page: async () => {
      const lines = await history.lines();
      return { ...(await shownPage(await places(), lines, now())), running: desk.progress(lines) };
    },
    progress: async () => (desk.busy() ? desk.progress(await history.lines()) : undefined),
    stopRun: desk.stop,
    async trial(file, recording) {
      const loaded = (await places()).flatMap(loadedIn).find((each) => each.file === file);
      return pairOf(loaded, { recording, lines: await history.lines(), folder });
    },
    loaded: async () => (await places()).flatMap(loadedIn),
    reds: async (since) => redsIn({ places: await places(), history: await history.lines(), folder, since }),
    onEnded: desk.onEnded,
    stop: desk.leave,
  };
}

/** Named by their paths, which no history has to tell. */
function dailyPlaces(places: readonly FoundPlace[]) {
  const tried = places.filter((place) => loadedIn(place).length > 0);
  return tried.map(({ path }) => ({ path, key: createHash('sha256').update(path).digest('hex').slice(0, 12) }));
}

function scenariosAt(places: readonly FoundPlace[], path: string): number {
  const place = places.find((each) => each.path === path);
  return place ? loadedIn(place).length : places.flatMap(loadedIn).filter(({ file }) => file === path).length;
}

async function acceptRun(history: History, run: string, at: number): Promise<Result<unknown>> {
  const unknown = unknownIn(await history.lines(), [run]);
  return unknown ?? ok(await history.add({ accepted: run, at }));
}

function diffIn(lines: readonly HistoryLine[], before: string, now: string): Result<RunDiff> {
  return unknownIn(lines, [before, now]) ?? ok(diffRuns(lines, before, now));
}

function unknownIn(lines: readonly HistoryLine[], runs: readonly string[]): Result<never> | undefined {
  const run = runs.find((each) => !lines.some((line) => isEnd(line) && line.ended === each));
  return run === undefined ? undefined : fail({ code: 'run-unknown', message: `There is no run ${run}` });
}

async function shownPage(found: readonly FoundPlace[], lines: readonly HistoryLine[], now: number) {
  const runs = lines.filter(isEnd).map(({ found: _, ...run }) => run);
  const daily = dailyStanding(dailyPlaces(found), lines, now);
  const shown = await Promise.all(found.map((place) => shownPlace(place, lines, localDay(now))));
  return { places: shown, runs: runs.toReversed().slice(0, 20), daily };
}

/** What today's run still has to try, as a suite; undefined: nothing. */
function dueToday(
  { maxUsd }: DailyEvals,
  {
    found,
    lines,
    now,
  }: { readonly found: readonly FoundPlace[]; readonly lines: readonly HistoryLine[]; readonly now: number },
) {
  return dailyDue(dailyPlaces(found), lines, { day: localDay(now), maxUsd });
}

async function shownPlace(place: FoundPlace, lines: readonly HistoryLine[], today: string): Promise<EvalPlace> {
  const scenarios = await Promise.all(
    loadedIn(place).map(async ({ file, scenario }) => {
      const proofs = await proofsOf({ file, scenario });
      const proved = proofs.ok && proofs.value.every(({ holds }) => holds);
      const { print } = subjectOf(scenario, '');
      const { id, title, behaviour, policy, skills, trials, origin, quarantine } = scenario;
      const held = quarantine && { ...quarantine, over: isOver(quarantine, today) };
      const standings = standingsOf({ scenario, print, proved }, lines);
      return { id, title, behaviour, policy, skills, trials, origin, quarantine: held, file, proved, standings };
    }),
  );
  const broken = place.found.flatMap(({ file, read }) => (read.ok ? [] : [{ file, message: read.error.message }]));
  return { name: place.name, path: place.path, scenarios, broken };
}

type Kept = { readonly recording: string; readonly lines: readonly HistoryLine[]; readonly folder: string };

/** Only what the history names is read: a name from outside leads nowhere else. */
async function pairOf(loaded: Loaded | undefined, { recording, lines, folder }: Kept): Promise<Result<TrialPair>> {
  const trials = lines.filter(isTrial);
  const line = trials.find((each) => each.recording === recording);
  if (!loaded || line?.scenario !== loaded.scenario.id)
    return fail({ code: 'trial-unknown', message: 'The history does not tell of this trial' });
  const read = await readRecording(join(folder, recording));
  if (!read.ok) return read;
  const { scenario } = loaded;
  const passed = trials.findLast(
    ({ scenario: id, outcome, harness, recording: kept }) =>
      id === scenario.id && outcome === 'pass' && harness === line.harness && kept !== undefined,
  );
  const better = passed?.recording === undefined ? undefined : await readRecording(join(folder, passed.recording));
  const proofs = better?.ok ? undefined : await proofsOf(loaded);
  const good = better?.ok ? better.value : proofs?.ok ? proofs.value[0]?.recording : undefined;
  return ok({
    trial: shownRecording(scenario, read.value, good),
    good: good && shownRecording(scenario, good, read.value),
  });
}
