// Ten Claude Code runs at once, in ten workspaces over three repos, from brief to review: the whole factory in this
// process, its gate and the real program, with a scripted model. How heavy is a run, and does the factory stay responsive?
import { spawn } from 'node:child_process';
import { mkdtempSync, realpathSync, rmSync } from 'node:fs';
import { loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { setTimeout as pause } from 'node:timers/promises';
import { startFakeModel } from '../../e2e/fake-model/fake-model.ts';
import { pinnedClaude } from './support/claude-program.ts';
import { openFleet } from './support/fleet-factory.ts';
import type { Fleet } from './support/fleet-factory.ts';
import { median } from './support/measure.ts';
import { firstLine, ownPssMb, startSampler } from './support/sampler.ts';
import type { Sampled } from './support/sampler.ts';
import { watchSpawns } from './support/spawn-cost.ts';

const runs = 10;
const limitMs = 50;
const idleMs = 20_000;
/** Between two words of a longer reply: a model takes its time, and the agents of a fleet wait for it side by side. */
const betweenWordsMs = 2500;

if (process.argv[2] === 'model') await serveModel();
else if (pinnedClaude() === undefined) print({ runs: 0, skipped: runs, pass: true });
else await measure();

/** In a process of its own, so that it takes no time of the factory's. */
async function serveModel(): Promise<void> {
  const scenarios = ['textkit', 'storefront', 'newsletter'].map((name) => [
    name,
    [
      [{ say: 'I look around.' }, { shell: `cd ${name} && ls -la && git log --oneline` }],
      { shell: 'cat README.md package.json' },
      { shell: "echo '- Tea is served.' >> README.md" },
      { shell: 'git status --short && git diff' },
      { shell: "git add -A && git commit -qm 'Tell of tea'" },
      { acts: [{ say: 'The README tells of tea now. '.repeat(8) }], faults: [{ fault: 'slow', ms: betweenWordsMs }] },
    ],
  ]);
  const model = await startFakeModel({ scenarios: Object.fromEntries(scenarios) });
  process.stdout.write(`${model.url}\n`);
  process.stdin.resume().on('end', () => process.exit(0));
}

async function measure(): Promise<void> {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'teatree-bench-')));
  const model = spawn(process.execPath, [process.argv[1] ?? '', 'model'], { stdio: ['pipe', 'pipe', 'inherit'] });
  Object.assign(process.env, { ANTHROPIC_BASE_URL: await firstLine(model.stdout), ANTHROPIC_API_KEY: 'dummy' });
  try {
    print(await figuresOf(await openFleet(folder, runs)));
  } finally {
    model.stdin.end();
    rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
  }
}

async function figuresOf(fleet: Fleet) {
  let pushed = 0;
  fleet.listen((push) => (pushed += JSON.stringify(push).length));
  const sampler = startSampler();
  const spawns = watchSpawns();
  const delay = monitorEventLoopDelay({ resolution: 1 });
  const [began, cpu] = [performance.now(), process.cpuUsage()];
  delay.enable();
  await fleet.begin();
  const mostAtOnce = await fleet.untilReady();
  delay.disable();
  const used = process.cpuUsage(cpu);
  const seconds = (performance.now() - began) / 1000;
  const msToSpawn = spawns();
  sampler.markIdle();
  await pause(idleMs);
  const sampled = await sampler.end();
  const ready = fleet.ready();
  const p99 = delay.percentile(99) / 1e6;
  const main = {
    eventLoopDelayMs: { p50: delay.percentile(50) / 1e6, p99, max: delay.max / 1e6 },
    ...{ cpuSeconds: (used.user + used.system) / 1e6, pssMb: ownPssMb(), msToSpawn, bytesPushed: pushed },
  };
  await fleet.stop();
  return {
    ...{ runs, repos: fleet.repos, ready, mostAtOnce, seconds, load: loadavg()[0] },
    ...processFigures(fleet, sampled),
    ...{ main, skipped: 0 },
    limit: `every run is ready for review; all of them at work at once; event loop p99 of the main process at most ${String(limitMs)} ms`,
    pass: ready === runs && mostAtOnce >= runs && p99 <= limitMs,
  };
}

function processFigures(fleet: Fleet, { seen, idle }: Sampled) {
  const each = fleet.threads().flatMap((thread) => thread.runs.flatMap(({ id }) => seen[id] ?? []));
  const kept = idle.filter(({ run }) => run !== 'factory');
  return {
    perRun: {
      counted: 'all processes of a run, with its proof of the gate; from /proc, each second',
      pssMb: spread(each.map(({ peakPssMb }) => peakPssMb)),
      cpuSeconds: spread(each.map(({ cpuSeconds }) => cpuSeconds)),
    },
    keptSession: {
      counted: `sessions that wait for their next turn, over ${String(idleMs / 1000)} s`,
      sessions: kept.length,
      pssMb: spread(kept.map(({ pssMb }) => pssMb)),
      cpuPercent: spread(kept.map(({ cpuPercent }) => cpuPercent)),
    },
  };
}

function spread(values: readonly number[]) {
  return { median: median(values), max: Math.max(0, ...values) };
}

function print(figures: object): void {
  console.log(JSON.stringify({ bench: 'fleet', ...figures }, undefined, 2));
}
