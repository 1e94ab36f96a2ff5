import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, beforeAll, beforeEach, expect, test, vi } from 'vitest';
import type { Containment } from '../containment/containment.ts';
import { detectContainment } from '../containment/detect.ts';
import { cleanEnvironment } from '../environment.ts';
import { findByMarker } from '../kill-tree.ts';
import { processRow } from '../process-table.ts';
import { run, type RunCommand } from '../run.ts';
import { forkThrough } from '../spawn.ts';
import { startProcess, type StartCommand } from '../start-process.ts';
import { startSpawner, type Spawner } from './spawner.ts';
import { buildSpawner } from './testing/built-spawner.ts';

const contained = await detectContainment();
const here = test.skipIf(contained.kind !== 'contained' || contained.by !== 'bubblewrap');

let programs: string;
let folder: string;
let spawner: Spawner;
const warnings: string[] = [];

beforeAll(async () => {
  programs = await buildSpawner();
});
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'teatree-spawner-'));
  warnings.length = 0;
  process.env['TEATREE_TEST_TOKEN'] = 'tea-token';
  spawner = startSpawner({
    ...{ program: join(programs, 'spawner.mjs'), folder, answersWithinMs: 1500 },
    onWarning: (text) => warnings.push(text),
  });
  await spawner.ready;
  forkThrough(spawner.fork);
});
afterEach(() => {
  delete process.env['TEATREE_TEST_TOKEN'];
  forkThrough();
  spawner.stop();
  rmSync(folder, { recursive: true });
});

function pidOf(each: Spawner): number {
  const state = each.state();
  if (state.kind !== 'spawner') throw new Error(state.reason);
  return state.pid;
}

const shell = (script: string, more: Partial<RunCommand> = {}) =>
  run({ file: 'sh', args: ['-c', script], cwd: folder, env: cleanEnvironment(), ...more });

async function listener(script: string, more: Partial<StartCommand> = {}) {
  const lines: string[] = [];
  const started = await startProcess({
    ...{ file: 'sh', args: ['-c', script], cwd: folder, env: cleanEnvironment(), ...more },
    onLine: (line) => lines.push(line.text),
  });
  if (!started.ok) throw new Error(started.error.message);
  return { ...started.value, lines };
}

test('a program started through it behaves as one that the app itself started', async () => {
  const stories: readonly [string, Partial<RunCommand>][] = [
    ['echo out; echo err >&2; exit 3', {}],
    ['kill -9 $$', {}],
    ['cat; echo end', { input: 'hällo '.repeat(100_000) }],
    ['exec 1>&-; cat >&2', { input: 'x' }],
    ['echo "$A|$PWD"; exec printf %s "$0"', { env: { A: 'ü"\n', PATH: process.env['PATH'] ?? '' }, marker: 'run_a' }],
    ['true', { cwd: '/no/such/folder' }],
    ['true', { file: 'no-such-program' }],
    ['true', { file: '/etc/passwd' }],
    ['a\0b', {}],
  ];
  for (const [script, more] of stories) {
    const through = await shell(script, more);
    forkThrough();
    const direct = await shell(script, more);
    forkThrough(spawner.fork);
    if (through.ok && direct.ok)
      expect(through.value).toEqual({ ...direct.value, durationMs: through.value.durationMs });
    else expect(through).toEqual(direct);
  }
  const row = await listener('exec sleep 600');
  expect((await processRow(row.identity.pid))?.parent, 'the spawner is its parent').toBe(pidOf(spawner));
  expect(row.identity.startedAt).toBe((await processRow(row.identity.pid))?.startedAt);
  expect(await row.kill()).toEqual({ gone: true, left: [] });
  expect(await row.exit).toEqual({ exitCode: undefined, signal: 'SIGTERM' });
});

test('no credential stands in its arguments or its environment, nor in those of what it starts', async () => {
  const child = await listener('cat <&3; echo; tr "\\0" "\\n" < /proc/self/environ', { secret: 'tea-secret' });
  await child.exit;
  expect(child.lines[0]).toBe('tea-secret');
  const pid = String(pidOf(spawner));
  const shown = [...child.lines.slice(1), readFileSync(`/proc/${pid}/environ`), readFileSync(`/proc/${pid}/cmdline`)];
  expect(shown.join('\n')).not.toMatch(/tea-secret|tea-token/);
});

test('nothing is left open of a program that has ended, though nobody ended its input', async () => {
  const open = () => readdirSync('/proc/self/fd').length;
  const before = open();
  for (let n = 0; n < 5; n += 1) await (await listener('exit 3')).exit;
  expect(open()).toBeLessThanOrEqual(before);
});

test('who does not know the word gets no program, and is hung up on', async () => {
  const stranger = connect(join(folder, 'spawner.sock'));
  stranger.on('error', () => undefined);
  stranger.write('0badf00d 1 1\n');
  await once(stranger, 'close');
  expect(await shell('echo fine')).toMatchObject({ value: { stdout: 'fine\n' } });
});

test('when it dies its programs live on and are heard, their end is noticed, and it is started again', async () => {
  const child = await listener('read a; echo "heard $a"; exit 3');
  const first = pidOf(spawner);
  process.kill(first, 'SIGKILL');
  await vi.waitFor(() => expect(spawner.state().kind).toBe('direct'));
  expect(await shell('echo meanwhile')).toMatchObject({ value: { stdout: 'meanwhile\n' } });
  expect(await child.write('you')).toBe(true);
  expect(await child.exit).toEqual({ exitCode: undefined, signal: undefined });
  expect(child.lines).toEqual(['heard you']);
  await vi.waitFor(() => expect(pidOf(spawner)).not.toBe(first), 5000);
  expect(await shell('echo again')).toMatchObject({ value: { stdout: 'again\n' } });
  expect(warnings).toEqual([expect.stringContaining('SIGKILL')]);
});

here('a contained program ends with it at once, with all that it started, and its end is told as unseen', async () => {
  const containment: Containment = { by: 'bubblewrap', mounts: [], network: 'shared' };
  const child = await listener('setsid sleep 4244 & sleep 4245', { containment, marker: 'run_contained' });
  await vi.waitFor(async () => expect((await findByMarker('run_contained')).length).toBeGreaterThan(2), 5000);
  process.kill(pidOf(spawner), 'SIGKILL');
  expect(await child.exit).toEqual({ exitCode: undefined, signal: undefined });
  expect(await findByMarker('run_contained')).toEqual([]);
});

test('an app that stood still blames nobody for the silence: the spawner stays, and what was asked for is done', async () => {
  const first = pidOf(spawner);
  const asked = shell('echo fine');
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 2600);
  expect(await asked).toMatchObject({ value: { stdout: 'fine\n' } });
  expect([pidOf(spawner), warnings]).toEqual([first, []]);
});

test('when it hangs the call fails as trouble of the machine, not of the program, and the next one works', async () => {
  process.kill(pidOf(spawner), 'SIGSTOP');
  expect(await shell('true')).toMatchObject({
    ok: false,
    error: { code: 'environment', next: expect.stringContaining('tried again') as string },
  });
  expect(await shell('echo fine')).toMatchObject({ value: { stdout: 'fine\n' } });
});

test('where it does not start programs are started directly, and the reason is told', async () => {
  const told: string[] = [];
  const broken = startSpawner({ program: '/no/such/spawner.mjs', folder, onWarning: (text) => told.push(text) });
  await broken.ready;
  forkThrough(broken.fork);
  expect(await shell('echo fine')).toMatchObject({ value: { stdout: 'fine\n' } });
  await vi.waitFor(() => expect(told.at(-1)).toContain('teatree starts them itself now'), 10_000);
  expect(broken.state()).toEqual({ kind: 'direct', reason: 'it ended (exit code 1)' });
});

test('with no file descriptor left a program is not to blame, starts when there are some again, and can be killed', async () => {
  const app = [process.execPath, join(programs, 'poor-app.mjs'), join(programs, 'spawner.mjs'), folder];
  const told = await shell('', { args: ['-c', 'ulimit -n 256; exec "$@"', 'sh', ...app] });
  const killed = 'kill proven true {"kind":"known","alive":false}';
  const lines = ['direct started environment started', 'spawner started environment started', killed, ''];
  expect(told).toMatchObject({ ok: true, value: { exitCode: 0, stdout: lines.join('\n') } });
});

test('when the app is killed its runs are ended, a git call ends by itself, and the spawner is gone', async () => {
  const app = spawn(process.execPath, [join(programs, 'mortal-app.mjs'), join(programs, 'spawner.mjs'), folder], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const [line] = (await once(createInterface({ input: app.stdout }), 'line')) as [string];
  const pids = JSON.parse(line) as { spawner: number; run: number; call: number };
  app.kill('SIGKILL');
  const killed = performance.now();
  while ((await processRow(pids.run)) ?? (await processRow(pids.spawner))) await sleep(20);
  expect(performance.now() - killed).toBeLessThan(2000);
  expect(await processRow(pids.call)).toBeDefined();
  while (await processRow(pids.call)) await sleep(50);
});

test('where the path of its folder is too long for a socket, the folder that stands in for it goes with the spawner', async () => {
  const beside = () => readdirSync(tmpdir()).filter((name) => join(tmpdir(), name) !== folder);
  const before = beside();
  const deep = join(folder, 'd'.repeat(100));
  mkdirSync(deep);
  const each = startSpawner({
    program: join(programs, 'spawner.mjs'),
    folder: deep,
    onWarning: (text) => warnings.push(text),
  });
  await each.ready;
  expect(each.state().kind).toBe('spawner');
  expect(beside()).toHaveLength(before.length + 1);
  each.stop();
  expect(beside()).toEqual(before);
});
