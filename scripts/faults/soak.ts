import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { mulberry } from '../../e2e/seeded.ts';
import { processesIn } from '../../e2e/processes.ts';
import { makeDesk } from './desk/desk.ts';
import type { Desk } from './desk/desk.ts';
import type { Factory } from './desk/factory.ts';
import type { Program } from './desk/program.ts';
import { pick } from './fault.ts';
import type { Fault } from './fault.ts';
import { end, finale, round } from './rounds/life.ts';
import type { Row, Trial } from './rounds/row.ts';
import { diskUse } from './soak/disk-use.ts';
import type { DiskUse } from './soak/disk-use.ts';
import { trendOf } from './soak/trend.ts';

const sampleEveryMs = 5000;
/** It grows in its first minutes: caches, compiled code, a warm pool. */
const warmUpMs = 120_000;

/** What a disk keeps of the work that was done: until the person removes it, or for seven days in the trash. */
const keptByDesign: readonly string[] = ['workMb', 'recordsMb'];

type Sample = {
  readonly atMs: number;
  readonly fds: number;
  readonly heapMb: number;
  readonly rssMb: number;
  readonly processes: number;
} & DiskUse;

/** One factory, which lives through faults that leave it up, one after the other: does anything grow? */
export async function soak(
  program: Program,
  { faults, minutes, seed }: { readonly faults: readonly Fault[]; readonly minutes: number; readonly seed: number },
  tell: (row: Row) => void,
) {
  const desk = makeDesk(program, 'headless', { length: 90, pauseS: 1 });
  const lives: { factory?: Factory } = {};
  const random = mulberry(seed);
  const done: Trial[] = [];
  const samples: Sample[] = [];
  const began = performance.now();
  const timer = setInterval(() => {
    if (lives.factory) samples.push(sampleOf(desk, lives.factory, performance.now() - began));
  }, sampleEveryMs);
  try {
    while (performance.now() - began < minutes * 60_000) {
      const fault = pick(faults, random);
      if (!fault) break;
      const trial = { fault, seed: seed + done.length };
      tell(await round(desk, lives, trial));
      done.push(trial);
    }
    clearInterval(timer);
    tell(await finale(desk, lives, done));
    return figuresOf(samples);
  } finally {
    clearInterval(timer);
    await end(desk, lives.factory);
  }
}

function sampleOf(desk: Desk, { pid }: Factory, atMs: number): Sample {
  const status = readFileSync(`/proc/${String(pid)}/status`, 'utf8');
  return {
    atMs,
    fds: readdirSync(`/proc/${String(pid)}/fd`).length,
    heapMb: heapOf(desk) / 1e6,
    rssMb: Number(/^VmRSS:\s+(\d+)/m.exec(status)?.[1]) / 1000,
    processes: processesIn(desk.home).length,
    ...diskUse(desk.dataFolder),
  };
}

/** After a garbage collection, as the factory tells it. */
function heapOf({ home }: Desk): number {
  try {
    return Number(readFileSync(join(home, 'heap'), 'utf8'));
  } catch {
    return NaN;
  }
}

/** Slopes per hour; `grows` names what should not, and does. */
function figuresOf(samples: readonly Sample[]) {
  const warm = samples.filter(({ atMs }) => atMs > warmUpMs);
  const names = ['fds', 'heapMb', 'rssMb', 'processes', 'workMb', 'recordsMb', 'otherMb'] as const;
  const trends = names.map((name) => {
    const points = warm.map((sample) => ({ x: sample.atMs / 3_600_000, y: sample[name] }));
    return [name, trendOf(points.filter(({ y }) => !Number.isNaN(y)))] as const;
  });
  const grows = trends.flatMap(([name, trend]) => (keptByDesign.includes(name) || trend?.flat !== false ? [] : [name]));
  return {
    ...{ samples: warm.length, minutes: (warm.at(-1)?.atMs ?? 0) / 60_000, grows },
    perHour: Object.fromEntries(trends),
  };
}
