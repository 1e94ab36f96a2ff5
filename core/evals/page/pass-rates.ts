import { added, countsOf, rate } from '../statistics/counts.ts';
import type { Counts } from '../statistics/counts.ts';
import { outcomesOf } from '../suite/trial-line.ts';
import type { EvalPage, EvalStanding, ShownScenario } from './eval-page.ts';

/** How often an agent keeps to a scenario: in the suite that tried it last, and on what was accepted. */
export type PassRate = Pick<ShownScenario, 'id' | 'title'> &
  Pick<EvalStanding, 'harness' | 'model' | 'accepted'> & {
    readonly now: Counts;
    /** Of the passes of that suite, those that a denial led to. */
    readonly assisted: number;
  };

/** The deepest drop first. What nobody tried as it is now is not in it. */
export function passRates({ places }: Pick<EvalPage, 'places'>): readonly PassRate[] {
  return places
    .flatMap(({ scenarios }) => scenarios)
    .flatMap(({ id, title, standings }) => standings.map((standing) => ({ id, title, ...passRate(standing) })))
    .filter(({ now }) => now.trials > 0)
    .toSorted((a, b) => dropOf(b) - dropOf(a));
}

/** Of all passes the share that a denial led to; undefined where nothing passed. */
export function assistedShare(rates: readonly PassRate[]): number | undefined {
  const passed = rates.map(({ now, assisted }) => ({ passed: assisted, trials: now.passed }));
  return rate(passed.reduce(added, { passed: 0, trials: 0 }));
}

function passRate({ harness, model, accepted, trials }: EvalStanding) {
  const last = trials.at(-1)?.run;
  const own = trials.filter(({ run, series }) => run === last && series !== 'baseline');
  const assisted = own.filter(({ outcome, gateAssisted }) => outcome === 'pass' && gateAssisted).length;
  return { harness, model, accepted, now: countsOf(outcomesOf(own)), assisted };
}

/** What was never accepted cannot have dropped. */
function dropOf({ accepted, now }: PassRate): number {
  const [before, after] = [rate(accepted), rate(now)];
  return before === undefined || after === undefined ? 0 : before - after;
}
