import { localDay, nextDayAt } from '../../local-day.ts';
import type { DailyEvals } from '../../settings.ts';
import { isEnd, isTrial } from '../suite/trial-line.ts';
import type { HistoryLine } from '../suite/trial-line.ts';

/** The last day on which all was tried, as far as the money went, and when it is tried next. */
export type DailyStanding = {
  readonly last?: DailyRun;
  /** When the next day begins; undefined: as soon as there is room. */
  readonly nextAt?: number;
};

export type DailyRun = {
  readonly day: string;
  readonly trials: number;
  readonly usd: number;
  readonly green: boolean;
  /** Why it ended early: the rest comes first on the next day. */
  readonly stopped?: string | undefined;
};

/** A suite of the daily run: one place, with what is left of the day's money. */
export type DailySuite = { readonly name: string; readonly path: string; readonly maxUsd: number };

type Place = { readonly key: string; readonly path: string };
/** How the runs of any day begin. */
const DAILY = 'daily_';

/**
 * What is to be tried next today, by the history alone: a restart neither forgets a day nor spends its money twice. The
 * place whose turn was longest ago comes first; after a stop or the end of the money, the day is over.
 */
export function dailyDue(
  places: readonly Place[],
  history: readonly HistoryLine[],
  { day, maxUsd }: { readonly day: string } & Pick<DailyEvals, 'maxUsd'>,
): DailySuite | undefined {
  const ends = endsIn(history, prefix(day));
  const left = maxUsd - spentOn(day, history);
  if (left <= 0 || ends.some(({ stopped }) => stopped !== undefined)) return undefined;
  const [next] = places
    .filter(({ key }) => !ends.some(({ ended }) => ended === `${prefix(day)}${key}`))
    .toSorted((a, b) => lastDailyAt(history, a.key) - lastDailyAt(history, b.key));
  return next && { name: `${prefix(day)}${next.key}`, path: next.path, maxUsd: left };
}

export function dailyStanding(places: readonly Place[], history: readonly HistoryLine[], now: number): DailyStanding {
  const day = localDay(now);
  const ends = endsIn(history, DAILY);
  const last = ends.at(-1)?.ended.split('_')[1];
  // How much money there is does not matter here: what was stopped for want of it says so.
  const over = dailyDue(places, history, { day, maxUsd: Infinity }) === undefined;
  return {
    ...(last !== undefined && { last: runOf(last, history) }),
    ...(over && places.length > 0 && { nextAt: nextDayAt(now) }),
  };
}

/** When a place had its turn; 0: never. */
function lastDailyAt(history: readonly HistoryLine[], key: string): number {
  const own = endsIn(history, DAILY).findLast(({ ended }) => ended.endsWith(`_${key}`));
  return own?.at ?? 0;
}

function runOf(day: string, history: readonly HistoryLine[]): DailyRun {
  const ends = endsIn(history, prefix(day));
  return {
    ...{ day, usd: spentOn(day, history), green: ends.every(({ green }) => green) },
    trials: trialsOn(day, history).filter(({ outcome }) => outcome === 'pass' || outcome === 'fail').length,
    stopped: ends.find(({ stopped }) => stopped !== undefined)?.stopped,
  };
}

/** A suite that the app left goes on, so it has not ended. */
function endsIn(history: readonly HistoryLine[], start: string) {
  return history.filter(isEnd).filter(({ ended, left }) => left === undefined && ended.startsWith(start));
}

function spentOn(day: string, history: readonly HistoryLine[]): number {
  return trialsOn(day, history).reduce((sum, { usd = 0 }) => sum + usd, 0);
}

function trialsOn(day: string, history: readonly HistoryLine[]) {
  return history.filter(isTrial).filter(({ run }) => run.startsWith(prefix(day)));
}

function prefix(day: string): string {
  return `${DAILY}${day}_`;
}
