import { acceptedCounts } from '../../../../core/evals/suite/trial-line.ts';
import { trustOf } from '../../../../core/evals/suite/trust.ts';
import { countWords } from '../../../../core/evals/statistics/counts.ts';
import { wilson } from '../../../../core/evals/statistics/wilson.ts';
import { fail, ok } from '../../../../core/result.ts';
import { proofsOf } from '../../../evals/prove.ts';
import { historyIn } from '../../../evals/suite/history.ts';
import { loadScenarios, subjectOf } from '../../../evals/suite/cases.ts';
import type { Command } from '../../command-line/command.ts';
import { table } from '../../screen.ts';
import { scenariosPath } from './list.ts';
import { historyFolder } from './run.ts';

export const evalBaseline: Command = {
  name: 'eval baseline',
  about: 'Show what each scenario did so far and how far it is trusted, or accept what a red run found',
  positionals: [scenariosPath],
  options: { accept: { value: 'RUN', about: 'from now on its trials are how things are' } },
  async run({ args, screen }) {
    const history = historyIn(historyFolder());
    const lines = await history.lines();
    const accept = args.value('accept');
    if (accept !== undefined) {
      if (!lines.some((line) => 'ended' in line && line.ended === accept))
        return fail({ code: 'bad-usage', message: `There is no run ${accept}`, next: 'Look: teatree eval baseline' });
      await history.add({ accepted: accept, at: Date.now() });
      screen.print({ accepted: accept }, `Accepted ${accept}`);
      return ok(0);
    }
    const loaded = await loadScenarios(args.optional('PATH') ?? '.');
    if (!loaded.ok) return loaded;
    const rows = [];
    for (const each of loaded.value) {
      const proofs = await proofsOf(each);
      const proved = proofs.ok && proofs.value.every(({ holds }) => holds);
      for (const harness of harnessesIn(lines, each.scenario.id)) {
        const subject = subjectOf(each.scenario, harness.harness, harness.model);
        const counts = acceptedCounts(lines, subject);
        const trust = trustOf(counts, each.scenario.policy, proved);
        rows.push({ ...subject, ...counts, interval: wilson(counts), trust });
      }
    }
    const texts = rows.map(({ scenario, harness, interval, trust, ...counts }) => [
      ...[scenario, harness, countWords(counts)],
      ...[`${interval.low.toFixed(2)}–${interval.high.toFixed(2)}`, trust],
    ]);
    screen.print(rows, texts.length > 0 ? table(texts) : 'Nothing was tried here yet');
    return ok(0);
  },
};

function harnessesIn(lines: readonly object[], id: string): readonly { harness: string; model: string | undefined }[] {
  const found = new Map<string, { harness: string; model: string | undefined }>();
  for (const line of lines) {
    if (!('scenario' in line) || line.scenario !== id) continue;
    const { harness = '', model } = line as { harness?: string; model?: string };
    found.set(JSON.stringify([harness, model]), { harness, model });
  }
  return [...found.values()];
}
