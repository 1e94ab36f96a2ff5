import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { expect, test } from '@playwright/test';
import type { ThreadId } from '../../core/ids.ts';
import type { Entry } from '../../core/loop/event.ts';
import { makeSample } from '../../main/sample/make-sample.ts';
import type { MadeSample } from '../../main/sample/make-sample.ts';
import { processesOf } from '../processes.ts';
import { mulberry } from '../seeded.ts';
import { startFactory } from './factory-process.ts';
import type { FactoryKind, FactoryProcess } from './factory-process.ts';
import { actOnce, read } from './person.ts';

const cutsInAll = 50;
const cutsPerSample = 5;
/** From here on in the real app, which takes longer to start. */
const cutsWithoutWindow = 40;
const longestLifeMs = 4500;
/** Most of a life is waiting. Two windows would share one display. */
const atOnce = { headless: 2, window: 1 } as const;
const seed = Number(process.env['TEATREE_SEED'] ?? 20_261_122);

type Desk = {
  readonly home: string;
  readonly dataFolder: string;
  readonly env: Record<string, string>;
  readonly sample: MadeSample;
};

test('50 power cuts at random instants: the same final trees, no doubled push, no lost ask', async () => {
  test.setTimeout(20 * 60_000);
  const random = mulberry(seed);
  const reference = await withDesk((desk) => live(desk, { kind: 'headless', lives: [] }));
  let cuts = 0;
  while (cuts < cutsInAll) {
    const kind = cuts < cutsWithoutWindow ? 'headless' : 'window';
    const samples = Array.from({ length: atOnce[kind] }, () =>
      Array.from({ length: cutsPerSample }, () => 200 + random() * longestLifeMs),
    );
    const outcomes = await test.step(`${kind}: cut after ${samples.map(shown).join(' and ')} ms`, () =>
      Promise.all(samples.map((lives) => withDesk((desk) => live(desk, { kind, lives })))));
    for (const outcome of outcomes) {
      cuts += outcome.cuts;
      expect(outcome.trees).toEqual(reference.trees);
      for (const moves of outcome.moves) expect(moves, 'times each main was moved').toBe(1);
      expectNoLostAsk(outcome.entries);
    }
  }
  console.log(`kill -9: ${String(cuts)} cuts, seed ${String(seed)}`);
});

function shown(lives: readonly number[]): string {
  return lives.map(Math.round).join(', ');
}

type Outcome = {
  readonly trees: readonly string[];
  readonly moves: readonly number[];
  readonly cuts: number;
  readonly entries: readonly Entry[];
};

/** Lives through the sample, with a cut at the end of each of `lives`, then to the end. */
async function live(desk: Desk, { kind, lives }: { kind: FactoryKind; lives: readonly number[] }): Promise<Outcome> {
  let cuts = 0;
  let thread: ThreadId | undefined;
  for (const life of [...lives, Number.POSITIVE_INFINITY]) {
    const factory = await startFactory(kind, desk);
    thread ??= await begin(factory, desk.sample);
    const landed = await workUntil(factory, thread, life);
    if (landed) {
      const entries = await journalOf(factory);
      await factory.end();
      return { ...remotes(desk.sample), cuts, entries };
    }
    await factory.cutPower();
    cuts += 1;
  }
  throw new Error('unreachable');
}

async function begin({ client }: FactoryProcess, sample: MadeSample): Promise<ThreadId> {
  for (const { clone } of sample.repos) {
    const added = await client.call('repos.add', { path: clone });
    if (!added.ok) throw new Error(added.error.message);
  }
  const { repos } = await read(client);
  const inOrder = sample.repos.flatMap(({ name }) => repos.find((repo) => repo.name === name)?.id ?? []);
  const created = await client.call('threads.create', {
    goal: 'Rename makeSlug to slugify',
    repos: inOrder,
    recipe: { name: 'sample-rename' },
  });
  if (!created.ok) throw new Error(created.error.message);
  return created.value.thread;
}

/** True when it landed before its life ended. */
async function workUntil({ client, errors }: FactoryProcess, thread: ThreadId, lifeMs: number): Promise<boolean> {
  const end = performance.now() + Math.min(lifeMs, 120_000);
  while (performance.now() < end) {
    if (await actOnce(client, thread).catch((error: unknown) => fail(error, errors()))) return true;
    await sleep(Math.max(0, Math.min(60, end - performance.now())));
  }
  if (lifeMs === Number.POSITIVE_INFINITY) throw new Error(`It did not land in two minutes\n${errors()}`);
  return false;
}

function fail(cause: unknown, output: string): never {
  throw new Error(`${cause instanceof Error ? cause.message : String(cause)}\n${output}`, { cause });
}

async function journalOf({ client }: FactoryProcess): Promise<readonly Entry[]> {
  const entries = await client.call('journal.read', { limit: 5000 });
  if (!entries.ok) throw new Error(entries.error.message);
  return entries.value;
}

/** Asked once, answered once, however often the agent had to ask again. */
function expectNoLostAsk(entries: readonly Entry[]): void {
  const opened = entries.filter(({ event }) => event.type === 'ask.opened');
  const answered = entries.filter(({ event }) => event.type === 'ask.answered');
  expect([opened.length, answered.length]).toEqual([1, 1]);
}

function remotes({ repos }: MadeSample) {
  const git = (remote: string, ...args: string[]) =>
    execFileSync('git', ['-C', remote, ...args], { encoding: 'utf8' }).trim();
  return {
    trees: repos.map(({ remote }) => git(remote, 'rev-parse', 'main^{tree}')),
    moves: repos.map(({ remote }) => git(remote, 'reflog', 'show', 'main').split('\n').length),
  };
}

async function withDesk<T>(work: (desk: Desk) => Promise<T>): Promise<T> {
  const home = realpathSync(mkdtempSync(join(tmpdir(), 'teatree-kill-nine-')));
  const dataFolder = join(home, 'data');
  mkdirSync(join(home, 'tmp'));
  const sample = await makeSample(join(home, 'src'));
  if (!sample.ok) throw new Error(sample.error.message);
  for (const { remote } of sample.value.repos)
    execFileSync('git', ['-C', remote, 'config', 'core.logAllRefUpdates', 'always']);
  const env = { ...display(), HOME: home, TMPDIR: join(home, 'tmp'), TEATREE_HOME: dataFolder, LANG: 'C.UTF-8' };
  const value = await work({ home, dataFolder, env, sample: sample.value });
  await expect.poll(() => processesOf(home), 'processes left behind').toEqual([]);
  rmSync(home, { recursive: true, force: true });
  return value;
}

function display(): Record<string, string> {
  const names = ['PATH', 'DISPLAY', 'XAUTHORITY', 'ELECTRON_DISABLE_SANDBOX', 'ELECTRON_OVERRIDE_DIST_PATH'];
  return Object.fromEntries(
    names.flatMap((name): [string, string][] => [[name, process.env[name] ?? '']]).filter(([, value]) => value),
  );
}
