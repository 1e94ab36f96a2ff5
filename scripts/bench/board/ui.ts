// The window a person works in, measured in the real app: how soon it is there, how it moves between threads, a large review,
// a long stream and a full board, and what it costs while nothing happens. `npm run bench -- ui [PART…]`.
import { mkdtempSync, realpathSync, rmSync } from 'node:fs';
import { loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { median } from '../support/measure.ts';
import { openBenchApp } from '../support/ui/bench-app.ts';
import type { BenchApp } from '../support/ui/bench-app.ts';
import { flood } from '../support/ui/flood.ts';
import { openReview, showBoard, stream, switchTo, unfoldRail } from '../support/ui/looks.ts';
import type { Switch } from '../support/ui/looks.ts';
import { buildOneByOne } from '../support/ui/one-by-one.ts';
import { makeGround, reviewFiles, seed } from '../support/ui/seed.ts';
import type { Seeded } from '../support/ui/seed.ts';
import { startApp, startEmptyWindow } from '../support/ui/start-times.ts';

/** The folder of the built app. */
const program = process.env['TEATREE_BENCH_APP'] ?? process.cwd();
const folder = realpathSync(mkdtempSync(join(tmpdir(), 'teatree-bench-ui-')));
const ground = makeGround(folder);
const rounds = 5;
const openThreads = 20;
const said = 500;

const parts = { start, stored, threads, board, idle };
const wanted = process.argv.slice(2);
const chosen = Object.entries(parts).filter(([name]) => wanted.length === 0 || wanted.includes(name));
try {
  const results: Record<string, { readonly pass: boolean }> = {};
  for (const [name, part] of chosen) results[name] = { ...(await part()), ...{ load: loadavg()[0] } };
  const pass = Object.values(results).every((each) => each.pass);
  console.log(JSON.stringify({ bench: 'ui', ...results, pass }, undefined, 2));
} finally {
  rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
}

async function homeWith(name: string, seeded: Seeded): Promise<string> {
  const home = join(folder, name);
  await seed(join(home, 'data'), ground, seeded);
  return home;
}

/** First paint and usable board beside a window with nothing in it, in turns. */
async function start() {
  const home = await homeWith('start', { quiet: 30 });
  const [ours, empty] = [[await startApp(program, home)], [await startEmptyWindow(join(folder, 'empty'))]];
  for (let round = 0; round < rounds; round += 1) {
    ours.push(await startApp(program, home));
    empty.push(await startEmptyWindow(join(folder, 'empty')));
  }
  // The first start of each has cold caches.
  const of = (all: typeof ours, key: 'paint' | 'usable') => median(all.slice(1).map((each) => each[key]));
  const naive = of(empty, 'paint');
  const [paint, usable] = [of(ours, 'paint'), of(ours, 'usable')];
  const ratios = { paint: paint / naive, usable: usable / naive };
  return {
    ours: { paintMs: paint, usableMs: usable },
    naive: { way: 'an empty Electron window', paintMs: naive },
    ratios,
    limit: 'first paint at most 1.5, usable board at most 2.5 times the first paint of an empty window',
    pass: ratios.paint <= 1.5 && ratios.usable <= 2.5,
  };
}

/** Time to a usable board, with more and more threads that have landed. */
async function stored() {
  const most = Number(process.env['TEATREE_BENCH_STORED'] ?? 100_000);
  const usableMs: Record<string, number> = {};
  for (const landed of [0, 1000, 10_000, 100_000].filter((count) => count <= most)) {
    const home = await homeWith(`stored-${String(landed)}`, { quiet: 30, landed });
    const times = [await startApp(program, home), await startApp(program, home), await startApp(program, home)];
    usableMs[String(landed)] = median(times.map(({ usable }) => usable));
  }
  const growth = Math.max(...Object.values(usableMs)) / (usableMs['0'] ?? 1);
  return { usableMs, growth, limit: 'flat: at most 1.2 times that of none', pass: growth <= 1.2 };
}

/** Twenty threads with long conversations, one after the other; then a large review, and a stream into one of them. */
async function threads() {
  const app = await openBenchApp(program, await homeWith('threads', { quiet: openThreads, said }));
  await unfoldRail(app);
  const switches: Switch[] = [];
  for (let round = 0; round < 3; round += 1)
    for (let n = 1; n <= openThreads; n += 1) switches.push(await switchTo(app, n, said));
  const [first, again] = [switches.slice(openThreads / 2, openThreads), switches.slice(openThreads)];
  const figures = { first: spread(first), again: spread(again) };
  const p95 = Math.max(figures.first.p95, figures.again.p95);
  const rendererMb = await app.rendererMb();
  await switchTo(app, 2, said);
  const review = await openReview(app);
  await switchTo(app, 3, said);
  const still = await app.watched(() => pause(3000));
  const streamed = await stream(app, { n: 3, from: said, events: 10_000, perSecond: 1000 });
  await app.close();
  const parts = {
    switch: { ...figures, limit: 'p95 at most 150 ms', pass: p95 <= 150 },
    memory: { rendererMb, threads: openThreads, limit: 'at most 400 MB', pass: rendererMb <= 400 },
    review: {
      ...{ files: reviewFiles, ...review, limit: 'open within 1000 ms, at most 20,000 nodes' },
      pass: review.ms <= 1000 && Math.max(review.nodes, review.nodesAfterMoving) <= 20_000,
    },
    stream: {
      ...{ events: 10_000, perSecond: 1000, ...streamed },
      naive: { way: 'the same page while nothing comes', ...still },
      limit: 'at least 55 frames a second',
      pass: streamed.framesPerSecond >= 55,
    },
  };
  return { ...parts, pass: Object.values(parts).every((part) => part.pass) };
}

function spread(switches: readonly Switch[]) {
  const at = (share: number, key: keyof Switch) => {
    const sorted = switches.map((each) => each[key]).toSorted((a, b) => a - b);
    return sorted[Math.floor(sorted.length * share)] ?? 0;
  };
  return { p50: at(0.5, 'ms'), p95: at(0.95, 'ms'), ranP50: at(0.5, 'ranMs'), ranP95: at(0.95, 'ranMs') };
}

/** 10,000 events a second on 50 cards, as we take them up and one by one. */
async function board() {
  const ours = await withApp(program, 'board', (app) => flood(app, { cards: 50, seconds: 8, ours: true }));
  const oneByOne = await buildOneByOne(program);
  const naive = await withApp(oneByOne, 'board-naive', (app) => flood(app, { cards: 50, seconds: 8, ours: false }));
  return {
    ours,
    naive: { way: 'one push and one update of the store for each event', ...naive },
    limit: 'at least 55 frames a second, at most a quarter of the main thread',
    pass: ours.framesPerSecond >= 55 && ours.mainThread <= 0.25,
  };
}

async function withApp<T>(built: string, name: string, use: (app: BenchApp) => Promise<T>): Promise<T> {
  const app = await openBenchApp(built, await homeWith(name, { quiet: 50 }));
  await showBoard(app);
  const result = await use(app);
  await app.close();
  return result;
}

/** After the first half minute, in which the factory looks at everything once. */
async function idle() {
  const seconds = 20;
  const byProcess = await withApp(program, 'idle', async (app) => {
    await pause(30_000);
    return app.cpuPercent(seconds * 1000);
  });
  const cpuPercent = Object.values(byProcess).reduce((sum, each) => sum + each, 0);
  const limit = 'at most 1 % of one processor, all processes of the app';
  return { cpuPercent, byProcess, seconds, threads: 50, limit, pass: cpuPercent <= 1 };
}
