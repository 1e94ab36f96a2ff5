import type { ChildProcess } from 'node:child_process';
import { existsSync } from 'node:fs';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { z } from 'zod';
import { cliWorld } from './testing/cli-world.ts';

let world: Awaited<ReturnType<typeof cliWorld>>;

/** Two repos, the provider first. The app's check adds up what both hold, so it sees changes of either. */
beforeAll(async () => {
  world = await cliWorld();
  const { box } = world;
  box.git('.', 'init', '-q', '--bare', 'lib.git');
  box.git('.', 'clone', '-q', box.at('lib.git'), 'lib');
  const yaml = (command: string) => `checks:\n  - name: sum\n    command: '${command}'\n`;
  box.commit('lib', { 'n.txt': '0\n', '.teatree.yaml': yaml('test -e n.txt') });
  box.commit('clone', {
    'n.txt': '0\n',
    '.teatree.yaml': yaml('test $(( $(cat n.txt) + $(cat ../lib/n.txt) )) -le 1'),
  });
  for (const clone of ['lib', 'clone']) {
    box.git(clone, 'push', '-q', 'origin', 'HEAD:main');
    box.git(clone, 'remote', 'set-head', 'origin', 'main');
    await world.ask('repo', 'add', box.at(clone));
  }
  for (const remote of ['lib.git', 'remote.git']) box.git(remote, 'config', 'core.logAllRefUpdates', 'always');
}, 60_000);

afterAll(() => world.close());

/** A thread over both repos that writes one file in each repo that is named. */
async function finished(title: string, changes: Readonly<Record<string, string>>) {
  const steps = Object.entries(changes).flatMap(([repo, file]) => [
    `  - { repos: ${repo}, write: { path: ${file}, content: "1\\n" } }`,
    `  - { repos: ${repo}, commit: ${title} }`,
  ]);
  world.box.write(`${title}.yaml`, [`title: ${title}`, 'steps:', ...steps].join('\n'));
  const made = ['thread', 'new', '--repos', 'lib,clone', '--recipe', `${title}.yaml`, '--goal', title];
  return Made.parse(await world.ask(...made)).number;
}

const Made = z.object({ number: z.number(), standing: z.object({ word: z.literal('in review') }) });
const Row = z.object({
  landing: z.object({ ended: z.object({ outcome: z.string(), reason: z.string() }).optional() }),
});

function landed(remote: string): readonly string[] {
  const subjects = world.box.git(remote, 'log', '--reverse', '--first-parent', '--format=%s', 'main').split('\n');
  return subjects.filter((subject) => subject.startsWith('Land: '));
}

test('two threads that are red together over several repos are both refused, each in a row, and nothing is pushed', async () => {
  const [a, b] = [await finished('provider', { lib: 'n.txt' }), await finished('consumer', { clone: 'n.txt' })];
  const told = await world.run(['thread', 'land', String(a), String(b), '--together', '--json']);
  const rows = told.stdout
    .trim()
    .split('\n')
    .map((line) => Row.parse(JSON.parse(line)).landing.ended);
  expect([told.code, rows.map((row) => row?.outcome)]).toEqual([1, ['refused', 'refused']]);
  expect(rows[0]?.reason).toBe('Nothing was pushed: #1 and #2 are red together (sum in clone)');
  expect([landed('lib.git'), landed('remote.git')]).toEqual([[], []]);
}, 60_000);

test('what cannot land together is refused with its number, and nothing begins', async () => {
  const several = await world.run(['thread', 'land', '1', '2']);
  expect([several.code, several.stderr]).toEqual([2, expect.stringContaining('Add --together')]);
  const one = await world.run(['thread', 'land', '1', '--together']);
  expect([one.code, one.stderr]).toEqual([2, expect.stringContaining('--together is for several threads')]);
  const unknown = await world.run(['thread', 'land', '1', '9', '--together']);
  expect([unknown.code, unknown.stderr]).toEqual([2, expect.stringContaining('There is no thread 9')]);
}, 60_000);

test('a factory killed in the middle of a push of a group lands all of it when it runs again, each repo once', async () => {
  const { box, ask, run, serve } = world;
  const [c, d] = [
    await finished('third', { lib: 'c.txt', clone: 'c.txt' }),
    await finished('fourth', { lib: 'd.txt', clone: 'd.txt' }),
  ];
  const factory = await serve();
  // The provider of the first is landed by then, and its consumer's branch is about to move.
  box.script(
    'remote.git/hooks/pre-receive',
    `mkdir ${box.at('cut')} 2>/dev/null && kill -9 ${String(factory.pid)}; exit 0`,
  );
  const begun = await run(['thread', 'land', String(c), String(d), '--together', '--no-wait', '--json']);
  expect([begun.code, z.object({ order: z.array(z.string()) }).parse(JSON.parse(begun.stdout)).order.length]).toEqual([
    0, 2,
  ]);
  expect(await signalOf(factory)).toBe('SIGKILL');
  expect([existsSync(box.at('cut')), landed('lib.git')]).toEqual([true, ['Land: third']]);
  const next = await serve();
  for (const thread of [c, d])
    await expect
      .poll(() => ask('thread', 'show', String(thread)), { timeout: 30_000, interval: 500 })
      .toMatchObject({ standing: { word: 'landed' } });
  for (const remote of ['lib.git', 'remote.git']) {
    expect(landed(remote), remote).toEqual(['Land: third', 'Land: fourth']);
    expect(box.git(remote, 'reflog', 'show', 'main').split('\n'), 'each moved once').toHaveLength(2);
  }
  next.kill('SIGTERM');
  await signalOf(next);
}, 120_000);

function signalOf(factory: ChildProcess): Promise<NodeJS.Signals | null> {
  return new Promise((resolve) => {
    if (factory.exitCode !== null || factory.signalCode !== null) resolve(factory.signalCode);
    else factory.once('exit', (_, signal) => resolve(signal));
  });
}
