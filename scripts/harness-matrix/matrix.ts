// What the real programs can do behind our gate, tried one by one through the product's own adapters, with the scripted
// model. Prints a table. Ends with 1 when Claude Code, or a program that was named, misses something.
import { allHarnesses } from '../../main/harness/registry.ts';
import type { Harness } from '../../main/harness/harness.ts';
import { scenarios, trials, type Trial } from './trials.ts';
import { openWorld, type World } from './world.ts';

type Cell = { readonly trial: string; readonly ok: boolean; readonly text: string };
type Row = { readonly harness: string; readonly version: string; readonly cells: readonly Cell[] };

const LIMIT_MS = 90_000;

const named = process.argv.slice(2);
const harnesses = allHarnesses({ recipeAgent: '' }).filter(
  ({ id }) => id !== 'recipe' && (named.length === 0 || named.includes(id)),
);
const rows: Row[] = [];
for (const harness of harnesses) {
  const found = await harness.detect();
  if (found.state !== 'ready') process.stderr.write(`${harness.id}: skipped, ${found.text}\n`);
  else rows.push(await rowOf(harness, found.version ?? found.text));
}
process.stdout.write(`${table(rows)}\n${rows.length} tried, ${harnesses.length - rows.length} not installed\n`);
const strict = rows.filter(({ harness }) => harness === 'claude' || named.includes(harness));
process.exit(harnesses.length > 0 && strict.every(({ cells }) => cells.every(({ ok }) => ok)) ? 0 : 1);

async function rowOf(harness: Harness, version: string): Promise<Row> {
  const world = await openWorld(harness, scenarios);
  const cells: Cell[] = [];
  try {
    for (const trial of trials) {
      const cell = cells[0]?.ok === false ? notTried(trial) : await tryOne(trial, world);
      process.stderr.write(`${harness.id}: ${cell.trial}: ${cell.ok ? '✓' : '✗'} ${cell.text}\n`);
      cells.push(cell);
    }
  } finally {
    await world.close();
  }
  return { harness: harness.id, version, cells };
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

function table(all: readonly Row[]): string {
  const head = ['', ...all.map(({ harness, version }) => `${harness} ${version}`)];
  const lines = trials.map(({ title }, index) => [
    title,
    ...all.map(({ cells }) => `${cells[index]?.ok ? '✓' : '✗'} ${cells[index]?.text ?? ''}`),
  ]);
  const rule = head.map(() => '---');
  return [head, rule, ...lines].map((cells) => `| ${cells.join(' | ')} |`).join('\n');
}

function oneLine(error: unknown): string {
  return (error instanceof Error ? error.message : String(error))
    .replace(/\s+/g, ' ')
    .replaceAll('|', '/')
    .slice(0, 160);
}
