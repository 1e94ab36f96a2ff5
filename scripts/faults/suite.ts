// The fault suite: breaks what a factory at work stands on, and looks whether anything was lost. See RELIABILITY.md.
import { appendFileSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { parseArgs } from 'node:util';
import { diskFaults } from './kinds/disk-faults.ts';
import { gitFaults } from './kinds/git-faults.ts';
import { processFaults } from './kinds/process-faults.ts';
import { storeFaults } from './kinds/store-faults.ts';
import { reportOf } from './report.ts';
import { tryFault } from './round.ts';
import type { Row } from './round.ts';

const faults = [...processFaults, ...storeFaults, ...diskFaults, ...gitFaults];
const { values } = parseArgs({
  options: {
    rounds: { type: 'string', default: '1' },
    seed: { type: 'string', default: '20261123' },
    only: { type: 'string' },
    results: { type: 'string', default: 'node_modules/.cache/teatree/faults.jsonl' },
    fresh: { type: 'boolean', default: false },
    write: { type: 'boolean', default: false },
  },
});
const { results } = values;
mkdirSync(dirname(results), { recursive: true });
if (values.fresh || !existsSync(results)) writeFileSync(results, '');
const only = values.only?.split(',');
const chosen = faults.filter(({ id }) => only === undefined || only.includes(id));
if (chosen.length === 0) {
  process.stderr.write(`There is no such fault. These are: ${faults.map(({ id }) => id).join(' ')}\n`);
  process.exit(2);
}

const done = readRows();
for (let round = 0; round < Number(values.rounds); round += 1)
  for (const [index, fault] of chosen.entries()) {
    const seed = Number(values.seed) + round * 1000 + index;
    if (done.some((row) => row.fault === fault.id && row.seed === seed)) continue;
    const row = await tryFault(fault, seed);
    appendFileSync(results, `${JSON.stringify(row)}\n`);
    process.stderr.write(`${row.outcome} ${fault.id} ${String(row.recoveryMs ?? '')} ${row.reasons.join(' | ')}\n`);
  }

const rows = readRows().filter(({ fault }) => chosen.some(({ id }) => id === fault));
const report = reportOf(chosen, rows);
if (values.write) writeFileSync('RELIABILITY.md', report.markdown);
process.stdout.write(`${JSON.stringify(report.figures, undefined, 2)}\n`);
process.exitCode = rows.length === 0 ? 3 : report.figures.failed > 0 ? 1 : 0;

function readRows(): readonly Row[] {
  return readFileSync(results, 'utf8')
    .split('\n')
    .flatMap((line) => (line ? [JSON.parse(line) as Row] : []));
}
