// Fifty git calls from an app process that has grown: started by itself, and through the spawner.
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { pathToFileURL } from 'node:url';
import { gitText } from '../../main/git/hardening/git.ts';
import { forkThrough } from '../../main/process/spawn.ts';
import { startSpawner } from '../../main/process/spawner/spawner.ts';
import { median } from './support/measure.ts';

const calls = 50;
const grownMegabytes = 440;
const rounds = 3;
const SPAWNER = '--as-spawner';

if (process.argv.includes(SPAWNER)) await import('../../main/process/spawner/index.ts');
else await measure();

type Round = { readonly wallMs: number; readonly loopP99: number; readonly loopMax: number };

async function measure(): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'teatree-bench-'));
  execFileSync('git', ['init', '-q', folder]);
  execFileSync('git', [
    '-C',
    folder,
    '-c',
    'user.name=a',
    '-c',
    'user.email=a@b',
    'commit',
    '-qm',
    'x',
    '--allow-empty',
  ]);
  const program = join(folder, 'spawner.mjs');
  const self = JSON.stringify(pathToFileURL(process.argv[1] ?? '').href);
  writeFileSync(program, `process.argv.push('${SPAWNER}'); await import(${self});`);
  const spawner = startSpawner({ program, folder, onWarning: (text) => console.error(text) });
  await spawner.ready;
  if (spawner.state().kind !== 'spawner') throw new Error(JSON.stringify(spawner.state()));
  const small = await compare(folder, spawner.fork);
  const ballast = growTo(grownMegabytes);
  const grown = await compare(folder, spawner.fork);
  spawner.stop();
  rmSync(folder, { recursive: true });
  const wallRatio = grown.spawner.wallMs / grown.direct.wallMs;
  const megabytes = { small: small.megabytes, grown: grown.megabytes, ballast: ballast.length };
  const limit = 'grown: event loop p99 at most 10 ms through the spawner, wall at most a quarter of direct';
  const pass = grown.spawner.loopP99 <= 10 && wallRatio <= 0.25;
  console.log(JSON.stringify({ bench: 'spawn', calls, megabytes, small, grown, wallRatio, limit, pass }, undefined, 2));
}

/** Rounds alternate, so that a busy machine is busy for both. */
async function compare(folder: string, fork: Parameters<typeof forkThrough>[0]) {
  const direct: Round[] = [];
  const through: Round[] = [];
  for (let at = 0; at <= rounds; at += 1) {
    forkThrough();
    direct.push(await round(folder));
    forkThrough(fork);
    through.push(await round(folder));
  }
  const megabytes = Math.round(process.memoryUsage().rss / 1024 ** 2);
  return { megabytes, direct: middle(direct), spawner: middle(through) };
}

async function round(folder: string): Promise<Round> {
  const delay = monitorEventLoopDelay({ resolution: 1 });
  delay.enable();
  const start = performance.now();
  await Promise.all(Array.from({ length: calls }, () => ask(folder)));
  const wallMs = performance.now() - start;
  delay.disable();
  return { wallMs, loopP99: delay.percentile(99) / 1e6, loopMax: delay.max / 1e6 };
}

async function ask(folder: string): Promise<void> {
  const head = await gitText(folder, ['rev-parse', 'HEAD']);
  if (!head.ok || !/^[0-9a-f]{40}\n$/.test(head.value)) throw new Error(JSON.stringify(head));
}

/** The first round warms up. */
function middle(all: readonly Round[]): Round {
  const of = (pick: (round: Round) => number) => median(all.slice(1).map(pick));
  return {
    wallMs: of((each) => each.wallMs),
    loopP99: of((each) => each.loopP99),
    loopMax: of((each) => each.loopMax),
  };
}

/** Touched memory in the sizes an app has it: what the system must copy the tables of. */
function growTo(megabytes: number): readonly Buffer[] {
  const ballast: Buffer[] = [];
  while (process.memoryUsage().rss < megabytes * 1024 ** 2) ballast.push(Buffer.alloc(64 * 1024, 1));
  return ballast;
}
