// How often the statistics of evals are wrong about simulated agents whose rates of passing are known, and at what cost;
// beside the naive way: five trials once, red at the first failure.
import { countsOf } from '../../core/evals/statistics/counts.ts';
import { nextStep } from '../../core/evals/statistics/nightly.ts';
import type { Series } from '../../core/evals/statistics/nightly.ts';
import { sprt } from '../../core/evals/statistics/sprt.ts';
import { judgeSuite } from '../../core/evals/statistics/suite.ts';
import type { Tried } from '../../core/evals/statistics/suite.ts';
import { chanceOf } from './support/invented/simulated-weeks.ts';

const singles = 20_000;
const nights = 400;
const size = 50;
const good = 0.95;
const chance = chanceOf(1);
const trial = (rate: number): boolean => chance() < rate;

function single(rate: number) {
  let trials = 0;
  let red = 0;
  for (let n = 0; n < singles; n += 1) {
    const outcomes: boolean[] = [];
    while (sprt(outcomes) === 'more') outcomes.push(trial(rate));
    trials += outcomes.length;
    if (sprt(outcomes) === 'red') red += 1;
  }
  return { redPercent: (100 * red) / singles, meanTrials: trials / singles };
}

/** Tries one scenario as a night does, until something is found. */
function tried(id: string, now: number): Tried {
  const series: Series & Record<keyof Series, boolean[]> = { first: [], second: [], baseline: [] };
  for (let step = nextStep(series); 'take' in step; step = nextStep(series))
    series[step.take].push(trial(step.take === 'baseline' ? good : now));
  return { id, history: countsOf(Array.from({ length: 40 }, () => trial(good))), series };
}

const spent = ({ series }: Tried) => Object.values(series).reduce((sum, { length }) => sum + length, 0);

/** Nights of a suite; `now` is what each scenario's rate is tonight. */
function suite(now: (scenario: number) => number) {
  let green = 0;
  let named = 0;
  let drops = 0;
  let trials = 0;
  for (let night = 0; night < nights; night += 1) {
    const all = Array.from({ length: size }, (_, n) => tried(String(n), now(n)));
    const verdict = judgeSuite(all);
    if (verdict.green) green += 1;
    if (verdict.found.get('0') === 'regression') named += 1;
    if (verdict.drop.seen) drops += 1;
    trials += all.reduce((sum, each) => sum + spent(each), 0);
  }
  const percent = (count: number) => (100 * count) / nights;
  const trialsPerScenario = trials / (nights * size);
  return { greenPercent: percent(green), namedPercent: percent(named), dropPercent: percent(drops), trialsPerScenario };
}

function naiveNights(rates: readonly number[]) {
  const redNights = Array.from({ length: nights }, () =>
    rates.some((rate) => !Array.from({ length: 5 }, () => trial(rate)).every(Boolean)),
  );
  return { greenPercent: (100 * redNights.filter((red) => !red).length) / nights, trialsPerScenario: 5 };
}

const ours = {
  goodAlone: single(good),
  badAlone: single(0.6),
  nothingChanged: suite(() => good),
  oneBroken: suite((n) => (n === 0 ? 0.5 : good)),
  allALittleWorse: suite(() => 0.85),
};
const pass =
  ours.goodAlone.redPercent <= 4 &&
  ours.badAlone.redPercent >= 85 &&
  Math.max(ours.goodAlone.meanTrials, ours.badAlone.meanTrials) <= 7 &&
  ours.nothingChanged.greenPercent >= 93 &&
  ours.oneBroken.namedPercent >= 82 &&
  Math.max(ours.nothingChanged.trialsPerScenario, ours.oneBroken.trialsPerScenario) <= 8;
console.log(
  JSON.stringify(
    {
      ...{ bench: 'evals', singles, nights, size, ours },
      naive: { nothingChanged: naiveNights(Array.from({ length: size }, () => good)) },
      limit:
        'alone: red at .95 at most 4 %, at .60 at least 85 %, 7 trials; 50 at .95 green on 93 % of nights; one at .5 named in 82 %; 8 trials a scenario',
      pass,
    },
    undefined,
    2,
  ),
);
process.exitCode = pass ? 0 : 1;
