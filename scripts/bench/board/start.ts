// What a start costs before anything is shown or begun, over many threads that are done: open the store, fold, plan.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { unheld } from '../../../core/loop/admission.ts';
import { evolve } from '../../../core/loop/evolve.ts';
import { plan } from '../../../core/loop/plan.ts';
import { emptyState } from '../../../core/loop/state.ts';
import { openStore } from '../../../main/store/store.ts';
import { factoryLife } from '../support/factory-life.ts';
import { median } from '../support/measure.ts';

const sizes = process.argv.length > 2 ? process.argv.slice(2).map(Number) : [0, 1000, 10_000];
const rounds = 5;
const atOnce = 500;

/** All that they need on the way to a landing, but for what their agents asked leave for. */
async function fill(folder: string, threads: number): Promise<void> {
  const store = await openStore(folder, Date.now);
  const state = emptyState();
  const life = factoryLife(threads).filter(({ event }) => event.type !== 'action.judged');
  for (let from = 0; from < life.length; from += atOnce) {
    const events = life.slice(from, from + atOnce).map(({ event }) => event);
    const entries = store.journal.append(Date.now(), events);
    for (const entry of entries) evolve(state, entry);
    store.journal.project(state, entries);
  }
  store.close();
}

async function start(folder: string) {
  const began = performance.now();
  const cpu = process.cpuUsage();
  const store = await openStore(folder, Date.now);
  const opened = performance.now();
  const { state } = store.journal.load();
  const loaded = performance.now();
  plan(state, unheld(8));
  const planned = performance.now();
  const { user, system } = process.cpuUsage(cpu);
  store.close();
  return { open: opened - began, load: loaded - opened, plan: planned - loaded, cpu: (user + system) / 1000 };
}

const figures: { threads: number; openMs: number; loadMs: number; planMs: number; cpuMs: number }[] = [];
for (const threads of sizes) {
  const folder = mkdtempSync(join(tmpdir(), 'teatree-bench-start-'));
  await fill(folder, threads);
  const starts: Awaited<ReturnType<typeof start>>[] = [];
  for (let round = 0; round < rounds; round += 1) starts.push(await start(folder));
  const of = (name: keyof (typeof starts)[number]) => Math.round(median(starts.map((each) => each[name])));
  figures.push({ threads, openMs: of('open'), loadMs: of('load'), planMs: of('plan'), cpuMs: of('cpu') });
  rmSync(folder, { recursive: true });
}
const [none, ...more] = figures;
const perThousand = more.map(({ threads, cpuMs }) => ({
  threads,
  cpuMsPerThousand: (cpuMs - (none?.cpuMs ?? 0)) / (threads / 1000),
}));
console.log(JSON.stringify({ figures, perThousand }, undefined, 2));
