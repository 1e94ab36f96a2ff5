// Watches the processes below one, from outside of it: memory (PSS) and CPU by run, told as JSON when its input ends. A
// line on its input begins what is told as `idle`.
import { readdirSync, readFileSync } from 'node:fs';
import { createInterface } from 'node:readline';

const root = Number(process.argv[2]);
const everyMs = 1000;
const ticksPerSecond = 100;

/** @typedef {{ pid: number, parent: number, ticks: number, born: string }} Row */
/** @type {Map<string, string>} run by process; a process without a mark of its own belongs to its parent's run */
const runs = new Map();
/** @type {Map<string, { ticks: number, run: string, top: boolean }>} */
let last = new Map();
/** @type {Record<string, number>} ticks of processes that ended, by run */
const ended = {};
/** @type {Record<string, { peakPssMb: number, cpuSeconds: number }>} */
const seen = {};
/** @type {Record<string, { from: number, seconds: number, pss: number[] }> | undefined} */
let idle;
let idleSince = 0;

const timer = setInterval(sample, everyMs);
createInterface({ input: process.stdin })
  .on('line', () => {
    sample();
    idleSince = performance.now();
    idle = Object.fromEntries(
      liveRuns().map((run) => [run, { from: seen[run]?.cpuSeconds ?? 0, seconds: 0, pss: [] }]),
    );
  })
  .on('close', () => {
    clearInterval(timer);
    sample();
    process.stdout.write(`${JSON.stringify({ seen, idle: idleFigures() })}\n`);
  });

function sample() {
  const now = new Map();
  /** @type {Record<string, { ticks: number, pss: number }>} */
  const sums = {};
  for (const row of below(root)) {
    const key = `${row.pid}:${row.born}`;
    const run = runOf(row, key);
    const parentRun = row.parent === root ? 'factory' : [...now.values()].find(({ pid }) => pid === row.parent)?.run;
    now.set(key, { pid: row.pid, ticks: row.ticks, run, top: parentRun !== run });
    const sum = (sums[run] ??= { ticks: 0, pss: 0 });
    sum.ticks += row.ticks;
    sum.pss += pssOf(row.pid);
  }
  // What a process used is its parent's once it was waited for; of the first of a run the parent is not in the run.
  for (const [key, { ticks, run, top }] of last) if (top && !now.has(key)) ended[run] = (ended[run] ?? 0) + ticks;
  last = now;
  for (const [run, { ticks, pss }] of Object.entries(sums))
    note(run, (ticks + (ended[run] ?? 0)) / ticksPerSecond, pss);
}

function note(run, cpuSeconds, pss) {
  const figures = (seen[run] ??= { peakPssMb: 0, cpuSeconds: 0 });
  figures.cpuSeconds = Math.max(figures.cpuSeconds, cpuSeconds);
  figures.peakPssMb = Math.max(figures.peakPssMb, pss);
  const resting = idle?.[run];
  if (!resting) return;
  resting.pss.push(pss);
  resting.seconds = cpuSeconds - resting.from;
}

function liveRuns() {
  return [...new Set([...last.values()].map(({ run }) => run))];
}

function idleFigures() {
  const seconds = (performance.now() - idleSince) / 1000;
  return Object.entries(idle ?? {})
    .filter(([run]) => liveRuns().includes(run))
    .map(([run, { seconds: cpu, pss }]) => ({ run, pssMb: Math.max(...pss), cpuPercent: (100 * cpu) / seconds }));
}

/** Parents before their children. */
function below(top) {
  /** @type {Map<number, Row[]>} */
  const children = new Map();
  for (const name of readdirSync('/proc')) {
    const row = /^\d+$/.test(name) ? rowOf(Number(name)) : undefined;
    if (row) children.set(row.parent, [...(children.get(row.parent) ?? []), row]);
  }
  /** @type {Row[]} */
  const found = [];
  const walk = (pid) => {
    for (const row of children.get(pid) ?? []) {
      if (row.pid === process.pid) continue;
      found.push(row);
      walk(row.pid);
    }
  };
  walk(top);
  return found;
}

function rowOf(pid) {
  const stat = read(`/proc/${pid}/stat`);
  if (stat === undefined) return undefined;
  // The command name in parentheses may hold anything, so fields count from the last `)`.
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  const ticks = fields.slice(11, 15).reduce((sum, each) => sum + Number(each), 0);
  return { pid, parent: Number(fields[1]), ticks, born: fields[19] ?? '' };
}

function runOf({ pid, parent }, key) {
  const known = runs.get(key);
  if (known !== undefined && known !== 'factory') return known;
  const mark = /(?:^|\0)TEATREE_RUN=([^.\0]*)/.exec(read(`/proc/${pid}/environ`) ?? '')?.[1];
  const run = mark ?? [...runs].find(([each]) => each.startsWith(`${parent}:`))?.[1] ?? 'factory';
  runs.set(key, run);
  return run;
}

function pssOf(pid) {
  return Number(/^Pss:\s+(\d+)/m.exec(read(`/proc/${pid}/smaps_rollup`) ?? '')?.[1] ?? 0) / 1024;
}

function read(file) {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    // It ended meanwhile.
    if (['ENOENT', 'ESRCH', 'EACCES'].includes(error.code)) return undefined;
    throw error;
  }
}
