// The fault suite: breaks what a factory at work stands on, and looks whether anything was lost. See RELIABILITY.md.
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { mulberry } from '../../e2e/seeded.ts';
import { copyProgram } from './desk/program.ts';
import { faults, shortForm, soakForm } from './faults.ts';
import { readOptions } from './options.mjs';
import { figuresOf, pageOf } from './report.ts';
import { live } from './rounds/life.ts';
import { endOfLife, openResults } from './rounds/row.ts';
import type { Row, Trial } from './rounds/row.ts';
import { soak } from './soak.ts';
import { Growth, linesOf } from './soak/growth.ts';

const { values } = optionsOrEnd();
/** Long enough for a desk's cost to be shared, short enough for a failure's history to be read. */
const faultsPerLife = 10;
const seed = Number(values.seed);
const only = values.only?.split(',') ?? (values.short ? shortForm : values.long ? soakForm : undefined);
const chosen = faults.filter(({ id }) => only === undefined || only.includes(id));
const unknown = only?.filter((id) => !faults.some((fault) => fault.id === id)) ?? [];
if (unknown.length > 0) {
  process.stderr.write(`There is no fault ${unknown.join(', ')}. These are: ${faults.map(({ id }) => id).join(' ')}\n`);
  process.exit(2);
}

const program = copyProgram(process.cwd());
try {
  process.exitCode = await (values.long ? soakOnce() : tryAll());
} finally {
  program.dispose();
}

function optionsOrEnd() {
  const { values, fault } = readOptions(process.argv.slice(2));
  if (values) return { values };
  process.stderr.write(`${fault}\n`);
  return process.exit(2);
}

async function tryAll(): Promise<number> {
  const results = openResults(values.results, values.fresh || values.short);
  const tell = (row: Row) => {
    results.add(row);
    say(row);
  };
  for (let round = 0; round < Number(values.rounds); round += 1) {
    const rows = results.rows().filter(({ fault }) => fault !== endOfLife);
    const left = trialsOf(round)
      .filter(({ fault, seed }) => !rows.some((row) => row.fault === fault.id && row.seed === seed))
      .slice(0, Math.max(0, Number(values.most) - rows.length));
    await liveThrough(
      left.filter(({ fault }) => !fault.window),
      tell,
    );
    await liveThrough(
      left.filter(({ fault }) => fault.window),
      tell,
    );
  }
  const rows = results.rows().filter(({ fault }) => fault === endOfLife || chosen.some(({ id }) => id === fault));
  if (values.write) writeFileSync('RELIABILITY.md', pageOf(chosen, rows, lastSoak()));
  const figures = figuresOf(rows);
  process.stdout.write(`${JSON.stringify(figures, undefined, 2)}\n`);
  return figures.rounds === 0 ? 3 : figures.failed > 0 ? 1 : 0;
}

/** In an order of the round's own, so that what follows what is left to chance. */
function trialsOf(round: number): readonly Trial[] {
  const trials = chosen.map((fault, index) => ({ fault, seed: seed + round * 1000 + index }));
  return only ? trials : shuffled(trials, mulberry(seed + round));
}

async function liveThrough(trials: readonly Trial[], tell: (row: Row) => void): Promise<void> {
  let left = trials;
  while (left.length > 0) {
    const notTried = await live(program, left.slice(0, faultsPerLife), tell);
    left = [...notTried, ...left.slice(faultsPerLife)];
  }
}

async function soakOnce(): Promise<number> {
  const rows: Row[] = [];
  const tell = (row: Row) => {
    rows.push(row);
    say(row);
  };
  const growth = await soak(program, { faults: chosen, minutes: Number(values.minutes), seed }, tell);
  writeFileSync(values.soak, JSON.stringify(growth));
  process.stderr.write(`${linesOf(growth).join('\n')}\n`);
  const figures = figuresOf(rows);
  process.stdout.write(`${JSON.stringify({ ...figures, growth }, undefined, 2)}\n`);
  const flat = growth.trends.every(({ verdict }) => verdict === 'flat');
  return figures.failed > 0 || !flat ? 1 : 0;
}

/** The figures of the last soak that came to its end. */
function lastSoak(): Growth | undefined {
  return existsSync(values.soak) ? Growth.parse(JSON.parse(readFileSync(values.soak, 'utf8'))) : undefined;
}

function say({ outcome, fault, reasons, after, ...row }: Row): void {
  const times = [row.recoveryMs, row.goesOnMs, row.tookMs].map((ms) => String(ms ?? '–')).join(' ');
  process.stderr.write(`${outcome} ${fault} ${times} ${reasons.join(' | ')}\n`);
  if (outcome !== 'failed') return;
  const before = after && after.length > 0 ? `; before it, on the same desk: ${after.join(' ')}` : '';
  process.stderr.write(`  again: npm run faults -- --fresh --only ${fault} --seed ${String(row.seed)}${before}\n`);
}

function shuffled<T>(items: readonly T[], random: () => number): readonly T[] {
  return items
    .map((item) => ({ item, place: random() }))
    .sort((a, b) => a.place - b.place)
    .map(({ item }) => item);
}
