import fc from 'fast-check';
import { expect, test } from 'vitest';
import { broken, programs, untimed } from './testing/grammar.ts';
import { hasBash, hasSandbox, runAll, wellFormed } from './testing/sandbox.ts';
import { isExpected, understand } from './testing/understanding.ts';

/** More of them, from another seed each time: TEATREE_FUZZ=20000. */
const given = Number(process.env['TEATREE_FUZZ'] ?? 0);
const seed = given > 0 ? Date.now() % 1_000_000 : 7;
const count = given > 0 ? given : 120;
const minutes = 60_000 * 60;

test.skipIf(!hasBash)('what bash calls a syntax error is never taken as understood', { timeout: minutes }, () => {
  const texts = fc.sample(fc.oneof(broken, broken, untimed), { numRuns: count, seed });
  const wrong = inBatches(texts, (batch) => {
    const formed = wellFormed(batch);
    return batch.filter((text, at) => formed[at] === false && !understand(text).opaque);
  });
  expect(wrong, `seed ${seed}`).toEqual([]);
});

test.skipIf(!hasSandbox)(
  'every program that bash starts is expected, or the text is opaque',
  { timeout: minutes },
  () => {
    const texts = fc.sample(fc.oneof(programs, programs, broken), { numRuns: count, seed });
    let compared = 0;
    const missed = inBatches(texts, (batch) =>
      runAll(batch).flatMap((runs, at) => {
        const text = batch[at] ?? '';
        const understood = understand(text);
        if (understood.opaque) return [];
        compared += runs.length;
        return runs.filter((ran) => !isExpected(ran, understood)).map((ran) => ({ text, ran }));
      }),
    );
    expect(missed, `seed ${seed}`).toEqual([]);
    expect(compared).toBeGreaterThan(count / 2);
  },
);

function inBatches<Result>(
  texts: readonly string[],
  use: (batch: readonly string[]) => readonly Result[],
): readonly Result[] {
  const size = 200;
  const starts = Array.from({ length: Math.ceil(texts.length / size) }, (_, at) => at * size);
  return starts.flatMap((start) => use(texts.slice(start, start + size)));
}
