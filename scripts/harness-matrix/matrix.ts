// What the real programs can do behind our gate, tried one by one through the product's own adapters, with the scripted
// model. Writes a row of JSON for each into the file named first, for scripts/harness-matrix.mjs to make a table of.
import { appendFileSync } from 'node:fs';
import { allHarnesses } from '../../main/harness/registry.ts';
import type { Harness } from '../../main/harness/harness.ts';
import { scenarios, trials, type Trial } from './trials.ts';
import { openWorld, type World } from './world.ts';

/** `gap`: it did not work, and the agent's table says so in these words. */
type Cell = { readonly trial: string; readonly ok: boolean; readonly text: string; readonly gap?: string };
type Row = {
  readonly harness: string;
  readonly version: string;
  readonly gaps: readonly string[];
  readonly cells: readonly Cell[];
};

/** The heaviest agents take 40 s to start twice on a machine that has much else to do. */
const LIMIT_MS = 180_000;

const [, , file = '', ...named] = process.argv;
const harnesses = allHarnesses({ recipeAgent: '' }).filter(
  ({ id }) => id !== 'recipe' && (named.length === 0 || named.includes(id)),
);
for (const harness of harnesses) {
  const found = await harness.detect();
  if (found.state !== 'ready') process.stderr.write(`${harness.id}: skipped, ${found.text}\n`);
  else appendFileSync(file, `${JSON.stringify(await rowOf(harness, found.version ?? found.text))}\n`);
}
process.exit(0);

async function rowOf(harness: Harness, version: string): Promise<Row> {
  const { id, traits } = harness;
  const gaps = traits?.gaps ?? [];
  const world = await openWorld(harness, scenarios);
  const cells: Cell[] = [];
  try {
    for (const trial of trials) {
      const cell = cells[0]?.ok === false ? notTried(trial) : withGap(trial, gaps, await tryOne(trial, world));
      process.stderr.write(`${id}: ${cell.trial}: ${cell.ok ? '✓' : '✗'} ${cell.text}\n`);
      cells.push(cell);
    }
  } finally {
    await world.close();
  }
  return { harness: id, version, gaps, cells };
}

function withGap({ gap }: Trial, gaps: readonly string[], cell: Cell): Cell {
  const known = gap && !cell.ok ? gaps.find((each) => gap.test(each)) : undefined;
  return known === undefined ? cell : { ...cell, gap: known };
}

/** Without a session there is nothing to try. */
function notTried({ title }: Trial): Cell {
  return { trial: title, ok: false, text: 'not tried' };
}

async function tryOne({ title, attempt }: Trial, world: World): Promise<Cell> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`no end within ${LIMIT_MS / 1000} s`)), LIMIT_MS);
  });
  try {
    return { trial: title, ok: true, text: await Promise.race([attempt(world), late]) };
  } catch (error) {
    await world.reset();
    return { trial: title, ok: false, text: oneLine(error) };
  } finally {
    clearTimeout(timer);
  }
}

function oneLine(error: unknown): string {
  return (error instanceof Error ? error.message : String(error)).replace(/\s+/g, ' ').slice(0, 160);
}
