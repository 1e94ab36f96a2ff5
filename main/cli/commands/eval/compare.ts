import { compare, inWords } from '../../../../core/evals/statistics/comparison.ts';
import { HistoryLine, isTrial, outcomesOf } from '../../../../core/evals/suite/trial-line.ts';
import type { TrialLine } from '../../../../core/evals/suite/trial-line.ts';
import { countsOf } from '../../../../core/evals/statistics/counts.ts';
import { fisher } from '../../../../core/evals/statistics/fisher.ts';
import type { Series } from '../../../../core/evals/statistics/nightly.ts';
import { passAll } from '../../../../core/evals/statistics/pass-at.ts';
import { judgeSuite } from '../../../../core/evals/statistics/suite.ts';
import type { Tried } from '../../../../core/evals/statistics/suite.ts';
import { wilson } from '../../../../core/evals/statistics/wilson.ts';
import { ok } from '../../../../core/result.ts';
import type { Result } from '../../../../core/result.ts';
import { readTextFile } from '../../../files/read-text-file.ts';
import type { Command } from '../../command-line/command.ts';
import { clean } from '../../screen.ts';
import { readRows } from '../gate/rows.ts';

export const evalCompare: Command = {
  name: 'eval compare',
  about: 'Compare the trials of two runs: per scenario and over all of them; 3 when none counts',
  positionals: [
    { name: 'BEFORE', about: 'trials of what was accepted, JSON Lines with scenario and outcome' },
    { name: 'NOW', about: 'trials of what is looked at, in the order they were made' },
  ],
  async run({ args, screen }) {
    const before = await trialsIn(args.positional('BEFORE'));
    if (!before.ok) return before;
    const now = await trialsIn(args.positional('NOW'));
    if (!now.ok) return now;
    const tried = suiteOf(before.value, now.value);
    const { found, drop, green } = judgeSuite(tried);
    for (const { id, history, series } of tried) {
      const counted = countsOf(series.first);
      const row = {
        ...{ scenario: id, found: found.get(id), before: history, now: counted },
        ...{ interval: wilson(counted), allOf3: passAll(3, counted), chance: fisher(history, counted) },
        ...{ comparison: compare(history, counted), words: inWords(history, counted) },
      };
      screen.print(row, `${(row.found ?? '').padEnd(12)} ${clean(id)}: ${row.words}`);
    }
    const wide = drop.seen ? 'worse over the whole suite' : 'no drop over the whole suite';
    screen.print({ suite: { scenarios: tried.length, green, drop } }, `${green ? 'green' : 'red'}: ${wide}`);
    return ok(tried.every(({ series }) => series.first.length === 0) ? 3 : green ? 0 : 1);
  },
};

async function trialsIn(file: string): Promise<Result<readonly TrialLine[]>> {
  const text = await readTextFile(file);
  const lines = text.ok ? readRows(text.value, HistoryLine) : text;
  return lines.ok ? ok(lines.value.filter(isTrial)) : lines;
}

/** By the scenarios that were tried now, in the order they came. */
function suiteOf(before: readonly TrialLine[], now: readonly TrialLine[]): readonly Tried[] {
  const counted = (trials: readonly TrialLine[], id: string, series?: keyof Series) =>
    outcomesOf(trials.filter((trial) => trial.scenario === id && (series === undefined || trial.series === series)));
  return [...new Set(now.map(({ scenario }) => scenario))].map((id) => ({
    id,
    history: countsOf(counted(before, id)),
    series: {
      first: counted(now, id, 'first'),
      second: counted(now, id, 'second'),
      baseline: counted(now, id, 'baseline'),
    },
  }));
}
