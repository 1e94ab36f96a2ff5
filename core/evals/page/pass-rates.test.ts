import { expect, test } from 'vitest';
import { wilson } from '../statistics/wilson.ts';
import type { EvalStanding, ShownScenario, ShownTrial } from './eval-page.ts';
import { assistedShare, passRates } from './pass-rates.ts';

const trial = (run: string, outcome: ShownTrial['outcome'], more: Partial<ShownTrial> = {}): ShownTrial => ({
  ...{ at: 1, run, outcome, series: 'first', gateAssisted: false, reasons: [] },
  ...more,
});
const standing = (accepted: EvalStanding['accepted'], trials: readonly ShownTrial[]): EvalStanding => ({
  ...{ harness: 'one', trust: 'incubating', accepted, interval: wilson(accepted), trials },
});
const scenario = (id: string, ...standings: readonly EvalStanding[]): ShownScenario => ({
  ...{ id, title: id, behaviour: id, policy: 'regression', skills: [], trials: 1, file: `/${id}.yaml`, proved: true },
  standings,
});
const rates = (...scenarios: readonly ShownScenario[]) =>
  passRates({ places: [{ name: 'Yours', path: '/', scenarios, broken: [] }] });

test('what the last suite found stands beside what was accepted, the deepest drop first; what nobody tried is not told', () => {
  const known = { passed: 9, trials: 10 };
  const steady = scenario('steady', standing(known, [trial('b', 'pass'), trial('b', 'pass')]));
  const dropped = scenario('dropped', standing(known, [trial('a', 'pass'), trial('b', 'fail'), trial('b', 'pass')]));
  const fresh = scenario('fresh', standing({ passed: 0, trials: 0 }, [trial('b', 'fail')]));
  const idle = scenario('idle', standing(known, [trial('b', 'infra')]));
  expect(rates(steady, scenario('untried'), idle, fresh, dropped)).toMatchObject([
    { id: 'dropped', now: { passed: 1, trials: 2 }, accepted: known },
    { id: 'fresh', now: { passed: 0, trials: 1 } },
    { id: 'steady', now: { passed: 2, trials: 2 } },
  ]);
});

test('the share of passes that a denial led to counts what counts: no trial without the change, and no failure', () => {
  const assisted = { gateAssisted: true };
  const told = rates(
    scenario(
      'a',
      standing({ passed: 0, trials: 0 }, [
        trial('b', 'pass', assisted),
        trial('b', 'pass', { ...assisted, series: 'baseline' }),
        trial('b', 'fail', assisted),
      ]),
    ),
    scenario('b', standing({ passed: 0, trials: 0 }, [trial('b', 'pass')])),
  );
  expect(told.map((each) => each.assisted).toSorted()).toEqual([0, 1]);
  expect(assistedShare(told)).toBe(0.5);
  expect(assistedShare([])).toBeUndefined();
});
