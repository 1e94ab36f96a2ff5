// The fault suite: breaks what a factory at work stands on, and looks whether anything was lost. See RELIABILITY.md.
import { writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { mulberry } from '../../e2e/seeded.ts';
import { copyProgram } from './desk/program.ts';
import { faults, shortForm } from './faults.ts';
import { reportOf } from './report.ts';
import { live } from './rounds/life.ts';
import { openResults } from './rounds/row.ts';
import type { Row, Trial } from './rounds/row.ts';

const { values } = parseArgs({
  options: {
    rounds: { type: 'string', default: '1' },
    seed: { type: 'string', default: '20261123' },
    only: { type: 'string' },
    results: { type: 'string', default: 'node_modules/.cache/teatree/faults.jsonl' },
    short: { type: 'boolean', default: false },
    fresh: { type: 'boolean', default: false },
    write: { type: 'boolean', default: false },
  },
});
/** Long enough for a desk's cost to be shared, short enough for a failure's history to be read. */
const faultsPerLife = 10;
const only = values.only?.split(',') ?? (values.short ? shortForm : undefined);
const chosen = faults.filter(({ id }) => only === undefined || only.includes(id));
if (chosen.length === 0) {
  process.stderr.write(`There is no such fault. These are: ${faults.map(({ id }) => id).join(' ')}\n`);
  process.exit(2);
}

const results = openResults(values.results, values.fresh || values.short);
const program = copyProgram(process.cwd());
try {
  for (let round = 0; round < Number(values.rounds); round += 1) await tryRound(round);
} finally {
  program.dispose();
}
const report = reportOf(chosen, results.rows());
if (values.write) writeFileSync('RELIABILITY.md', report.markdown);
process.stdout.write(`${JSON.stringify(report.figures, undefined, 2)}\n`);
process.exitCode = report.figures.rounds === 0 ? 3 : report.figures.failed > 0 ? 1 : 0;

async function tryRound(round: number): Promise<void> {
  const rows = results.rows();
  const trials = chosen
    .map((fault, index): Trial => ({ fault, seed: Number(values.seed) + round * 1000 + index }))
    .filter(({ fault, seed }) => !rows.some((row) => row.fault === fault.id && row.seed === seed));
  let left: readonly Trial[] = only ? trials : shuffled(trials, mulberry(Number(values.seed) + round));
  while (left.length > 0) {
    const notTried = await live(program, left.slice(0, faultsPerLife), tell);
    left = [...notTried, ...left.slice(faultsPerLife)];
  }
}

function tell(row: Row): void {
  results.add(row);
  const { outcome, fault, seed, recoveryMs, goesOnMs, tookMs, reasons } = row;
  const times = [recoveryMs, goesOnMs, tookMs].map((ms) => String(ms ?? '–')).join(' ');
  process.stderr.write(`${outcome} ${fault} ${times} ${reasons.join(' | ')}\n`);
  if (outcome !== 'failed') return;
  const before = row.after?.join(' ') ?? '';
  process.stderr.write(`  seed ${String(seed)}${before === '' ? '' : `; before it, on the same desk: ${before}`}\n`);
}

function shuffled<T>(items: readonly T[], random: () => number): readonly T[] {
  return items
    .map((item) => ({ item, place: random() }))
    .sort((a, b) => a.place - b.place)
    .map(({ item }) => item);
}
