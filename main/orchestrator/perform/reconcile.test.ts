import { existsSync, mkdirSync } from 'node:fs';
import { afterEach, expect, test } from 'vitest';
import { currentRound, currentRun, openAsks } from '../../../core/model/thread.ts';
import { cleanEnvironment } from '../../process/environment.ts';
import { isAlive } from '../../process/identity.ts';
import { startProcess } from '../../process/start-process.ts';
import { factoryWorld, thread } from '../testing/factory-world.ts';
import { fakeHarness } from '../testing/fake-harness.ts';
import type { Script } from '../testing/fake-harness.ts';
import { memoryJournal } from '../testing/memory-journal.ts';

let world = factoryWorld();
afterEach(() => world.close());

const never: Script = () => new Promise(() => undefined);

async function sleeper(marker: string | undefined) {
  const started = await startProcess({
    ...{ file: 'sleep', args: ['600'], cwd: world.box.root, env: cleanEnvironment(), marker },
    onLine: () => undefined,
  });
  if (!started.ok) throw new Error(started.error.message);
  return started.value;
}

/** The journal as a killed app leaves it: a run is alive in it, with this process. */
async function diedDuringRun(process?: { readonly pid: number; readonly startedAt: string }) {
  const agent = fakeHarness(never);
  const first = world.open(agent.harness);
  await first.begin();
  await first.until(() => agent.prompts() === 1);
  const entries = first.memory
    .entries()
    .map((entry) =>
      process && entry.event.type === 'run.spawned' ? { ...entry, event: { ...entry.event, process } } : entry,
    );
  const run = currentRun(first.read());
  if (!run) throw new Error('no run');
  return { run: run.id, agent, memory: memoryJournal(entries) };
}

test('what a dead app left running is ended before the run is recorded as orphaned and begun again', async () => {
  world = factoryWorld();
  const { run, agent, memory } = await diedDuringRun();
  const stray = await sleeper(run);
  expect(await agent.living()).toBe(1);
  const next = fakeHarness(never);
  const { orchestrator, outcomes, until } = world.open(next.harness, memory);
  await orchestrator.start();
  expect(outcomes()[0]).toEqual(['orphaned', 'Teatree ended while it ran']);
  expect(await agent.living()).toBe(0);
  expect(await isAlive(stray.identity)).toEqual({ kind: 'known', alive: false });
  await until(() => next.prompts() === 1);
});

test('whether its output landed is asked before an agent is tried again: what it committed is on record by then', async () => {
  world = factoryWorld();
  let worked = false;
  const agent = fakeHarness(async (turn) => {
    // The first app is not really dead: it begins its agent again when that is ended.
    if (worked) return never(turn);
    worked = true;
    world.box.commit(world.worktree(), { 'done.txt': 'done' });
    world.box.write(world.worktree('half.txt'), 'half');
    turn.start.callbacks.onEvent({ type: 'text', text: 'Done', delta: false });
    return never(turn);
  });
  const first = world.open(agent.harness);
  await first.begin();
  await first.until(() => first.said.some(({ type }) => type === 'text'));
  const memory = memoryJournal(first.memory.entries());
  const next = fakeHarness(never);
  const second = world.open(next.harness, memory);
  await second.orchestrator.start();
  await second.until(() => next.prompts() === 1);
  const head = world.box.head(world.worktree());
  const types = memory.entries().map(({ event }) => event.type);
  expect(types.lastIndexOf('change-set.recorded')).toBeLessThan(types.lastIndexOf('run.started'));
  expect(second.read().changes).toMatchObject([{ head, commits: 1, uncommitted: ['half.txt'] }]);
});

test('a foreign process that was given the pid of the dead run later is not touched', async () => {
  world = factoryWorld();
  const foreign = await sleeper(undefined);
  const { memory } = await diedDuringRun({ pid: foreign.identity.pid, startedAt: 'before the reboot' });
  const { orchestrator, outcomes } = world.open(fakeHarness(never).harness, memory);
  await orchestrator.start();
  expect(outcomes()[0]).toEqual(['orphaned', 'Teatree ended while it ran']);
  expect(await isAlive(foreign.identity)).toEqual({ kind: 'known', alive: true });
  await foreign.kill();
});

test('a program that waited for its next turn is ended too; that of another factory, or of a person, is not', async () => {
  world = factoryWorld();
  const first = world.open(fakeHarness(() => Promise.resolve({ outcome: 'completed', summary: 'done' })).harness);
  await first.begin();
  await first.until((each) => currentRun(each)?.state.kind === 'ended');
  const idle = await sleeper(currentRun(first.read())?.id);
  const others = [await sleeper('run_ofanotherfactory'), await sleeper(undefined), await sleeper(`${thread}`)];
  await first.orchestrator.stop();
  const second = world.open(fakeHarness(never).harness, memoryJournal(first.memory.entries()));
  await second.orchestrator.start();
  expect(await isAlive(idle.identity)).toEqual({ kind: 'known', alive: false });
  for (const other of others) {
    expect(await isAlive(other.identity)).toEqual({ kind: 'known', alive: true });
    await other.kill();
  }
});

test('a gate or question of the dead run stays open for the run that takes its place', async () => {
  world = factoryWorld();
  const asks: Script = async (turn) => {
    await turn.start.callbacks.question({ id: 'q1', text: 'Which?', options: ['this'] }).catch(() => '');
    return never(turn);
  };
  const first = world.open(fakeHarness(asks).harness);
  await first.begin();
  await first.until((each) => openAsks(each).length === 1);
  const second = world.open(fakeHarness(asks).harness, memoryJournal(first.memory.entries()));
  await second.orchestrator.start();
  await second.until((each) => each.asks[0]?.generation === 2);
  expect(openAsks(second.read())).toHaveLength(1);
});

test('what a dead app left of a review’s checkouts as it deleted them is gone after the next start, and nothing else', async () => {
  world = factoryWorld();
  const [left, other] = ['.trash-0b0e7a3c-9a55-4c1e-8f5e-6b1de0c7b7aa', '.trash-can'].map((name) =>
    world.box.at('data/reviews/abc', name, 'checkout'),
  );
  for (const folder of [left, other]) mkdirSync(folder ?? '', { recursive: true });
  const { orchestrator } = world.open(fakeHarness(never).harness);
  await orchestrator.start();
  await expect.poll(() => [left, other].map((folder) => existsSync(folder ?? ''))).toEqual([false, true]);
});

test('checks that a dead app left running are ended, and the round is run again under its number', async () => {
  world = factoryWorld({ checks: [{ name: 'test', command: 'sleep 0.7; echo done', timeoutSeconds: 60 }] });
  const commits: Script = async () => {
    world.box.commit(world.worktree(), { 'new.txt': 'x' });
    return { outcome: 'completed', summary: 'done' };
  };
  const first = world.open(fakeHarness(commits).harness);
  await first.begin();
  await first.until((each) => currentRound(each));
  const stray = await sleeper(`checks:${thread}`);
  mkdirSync(world.box.at('data/checks/.trash-0b0e7a3c-9a55-4c1e-8f5e-6b1de0c7b7aa'), { recursive: true });
  const second = world.open(fakeHarness(never).harness, memoryJournal(first.memory.entries()));
  await Promise.all([second.orchestrator.start(), first.orchestrator.stop()]);
  expect(await isAlive(stray.identity)).toEqual({ kind: 'known', alive: false });
  await second.orchestrator.settled();
  expect(second.read().rounds).toMatchObject([
    { round: 1, ended: [{ name: 'secrets' }, { outcome: 'passed', tail: 'done\n' }] },
  ]);
  expect(existsSync(world.box.at('data/checks/.trash-0b0e7a3c-9a55-4c1e-8f5e-6b1de0c7b7aa'))).toBe(false);
});
