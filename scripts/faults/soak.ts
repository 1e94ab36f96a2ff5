import { mulberry } from '../../e2e/seeded.ts';
import { makeDesk } from './desk/desk.ts';
import type { Factory } from './desk/factory.ts';
import type { Program } from './desk/program.ts';
import { pick } from './fault.ts';
import type { Fault } from './fault.ts';
import { end, finale, tryOut } from './rounds/life.ts';
import type { Row, Trial } from './rounds/row.ts';
import { growthOf } from './soak/growth.ts';
import type { Growth } from './soak/growth.ts';
import { sampleOf } from './soak/sample.ts';
import type { Sample } from './soak/sample.ts';

const sampleEveryMs = 5000;

type Plan = { readonly faults: readonly Fault[]; readonly minutes: number; readonly seed: number };

/** One factory, which lives through faults that leave it up, one after the other: does anything grow? */
export async function soak(
  program: Program,
  { faults, minutes, seed }: Plan,
  tell: (row: Row) => void,
): Promise<Growth> {
  const desk = makeDesk(program, 'headless', { length: 90, pauseS: 1 });
  const lives: { factory?: Factory } = {};
  const random = mulberry(seed);
  const done: Trial[] = [];
  const samples: Sample[] = [];
  const began = performance.now();
  const elapsed = () => performance.now() - began;
  const timer = setInterval(() => {
    const sample = lives.factory && sampleOf(desk, lives.factory, elapsed());
    if (sample) samples.push(sample);
  }, sampleEveryMs);
  const possible = faults.filter(({ impossible }) => impossible?.(desk) === undefined);
  let survived = 0;
  try {
    while (elapsed() < minutes * 60_000) {
      const fault = pick(possible, random);
      if (!fault) break;
      const row = await tryOut(desk, lives, { fault, seed: seed + done.length });
      tell(row);
      done.push({ fault, seed: row.seed });
      if (row.outcome === 'survived') survived += 1;
      // One that cannot be judged any more has nothing further to show.
      else if (row.recoveryMs === undefined) break;
    }
    clearInterval(timer);
    tell(await finale(desk, lives, done));
    return growthOf(samples, { rounds: done.length, survived });
  } finally {
    clearInterval(timer);
    await end(desk, lives.factory);
  }
}
