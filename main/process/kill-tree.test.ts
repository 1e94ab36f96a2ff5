import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { expect, test, vi } from 'vitest';
import { cleanEnvironment } from './environment.ts';
import { identify, isAlive } from './identity.ts';
import { findByMarker, killTree } from './kill-tree.ts';
import { processRow, psTable } from './process-table.ts';
import { startProcess } from './start-process.ts';

const cwd = mkdtempSync(path.join(tmpdir(), 'teatree-kill-'));

/** Starts a shell script and waits until it has written `expected` pids into a file. */
async function startTree(script: string, marker: string | undefined, expected: number) {
  const file = path.join(cwd, `${expect.getState().currentTestName?.replace(/\W/g, '-') ?? ''}.pids`);
  const env = cleanEnvironment({ PIDS: file });
  const started = await startProcess({ file: 'sh', args: ['-c', script], cwd, env, marker, onLine: () => undefined });
  if (!started.ok) throw new Error(started.error.message);
  const pids = () =>
    readFileSync(file, { encoding: 'utf8', flag: 'a+' }).trim().split('\n').filter(Boolean).map(Number);
  while (pids().length < expected) await sleep(20);
  return { ...started.value, pids: pids() };
}

async function living(pids: readonly number[]): Promise<number[]> {
  const rows = await Promise.all(pids.map(processRow));
  return rows.flatMap((row) => (row ? [row.pid] : []));
}

// A shell, background jobs, a setsid child, and a daemon (forked twice, session of its own, parent gone).
const TREE = `
  echo $$ >> "$PIDS"
  for i in 1 2 3; do sh -c 'echo $$ >> "$PIDS"; exec sleep 600' & done
  setsid sh -c 'echo $$ >> "$PIDS"; exec sleep 600' &
  ( setsid sh -c 'trap "" TERM HUP; echo $$ >> "$PIDS"; while :; do sleep 0.1; done' </dev/null >/dev/null 2>&1 & )
  wait
`;

test('a shell, its jobs, a setsid child and a daemon with the marker are all gone within two seconds', async () => {
  const tree = await startTree(TREE, 'run_tree', 6);
  const began = Date.now();
  const report = await killTree({ process: tree.identity, marker: 'run_tree' });
  expect(Date.now() - began).toBeLessThan(2000);
  expect(report).toEqual({ gone: true, left: [] });
  expect(await living(tree.pids)).toEqual([]);
  expect(await findByMarker('run_tree')).toEqual([]);
});

test('what outlived its leader is found by the marker alone', async () => {
  const tree = await startTree(TREE.replace('wait', 'exit 0'), 'run_orphans', 6);
  await tree.exit;
  expect((await findByMarker('run_orphans')).length).toBeGreaterThanOrEqual(5);
  expect(await killTree({ process: tree.identity, marker: 'run_orphans' })).toEqual({ gone: true, left: [] });
  expect(await living(tree.pids)).toEqual([]);
});

test('a tree that keeps forking is ended too', async () => {
  const script = `trap '' TERM; echo $$ >> "$PIDS"; f() { sleep 0.02; f & }; while :; do (sleep 0.3) & sleep 0.01; done`;
  const tree = await startTree(script, undefined, 1);
  await sleep(200);
  expect(await killTree({ process: tree.identity })).toEqual({ gone: true, left: [] });
});

test('a process that only shares the pid is never signalled', async () => {
  const tree = await startTree('echo $$ >> "$PIDS"; exec sleep 600', 'run_foreign', 1);
  const other = { pid: tree.identity.pid, startedAt: 'another-boot:1' };
  expect(await killTree({ process: other, marker: 'run_nobody' })).toEqual({ gone: true, left: [] });
  expect(await isAlive(other)).toEqual({ kind: 'known', alive: false });
  expect(await isAlive(tree.identity)).toEqual({ kind: 'known', alive: true });
  await tree.kill();
  expect(await isAlive(tree.identity)).toEqual({ kind: 'known', alive: false });
});

test('a marker counts only as a variable of its own: not in words, in another variable or as a beginning', async () => {
  const file = path.join(cwd, 'TEATREE_RUN=run_x');
  const words = spawn('tail', ['-f', '/dev/null', file], {
    env: { A: '1\nTEATREE_RUN=run_x', B: 'TEATREE_RUN=run_x' },
  });
  const longer = spawn('sleep', ['600'], { env: { TEATREE_RUN: 'run_xy', XTEATREE_RUN: 'run_x' } });
  expect(await findByMarker('run_x')).toEqual([]);
  expect(await killTree({ marker: 'run_x' })).toEqual({ gone: true, left: [] });
  expect([words.exitCode, words.signalCode, longer.exitCode, longer.signalCode]).toEqual([null, null, null, null]);
  words.kill('SIGKILL');
  longer.kill('SIGKILL');
});

test.each([
  ['ten years on', 3_652 * 86_400_000],
  ['a day back', -86_400_000],
])('a clock set %s in mid-kill changes neither the grace nor the limit', async (_, leap) => {
  const lines: string[] = [];
  const script = `trap 'echo last words' TERM; echo up; while :; do sleep 0.05; done`;
  const tree = await startProcess({
    ...{ file: 'sh', args: ['-c', script], cwd, env: cleanEnvironment(), onLine: (line) => lines.push(line.text) },
  });
  if (!tree.ok) throw new Error(tree.error.message);
  while (lines.length === 0) await sleep(10);
  const real = Date.now;
  const began = performance.now();
  let looks = 0;
  const clock = vi.spyOn(Date, 'now').mockImplementation(() => real() + ((looks += 1) > 1 ? leap : 0));
  expect(await tree.value.kill()).toEqual({ gone: true, left: [] });
  clock.mockRestore();
  expect(lines).toContain('last words');
  const took = performance.now() - began;
  expect(took > 400 && took < 2000, String(took)).toBe(true);
});

test('the ports of a killed tree are free', async () => {
  const listen = `require('node:net').createServer().listen(0, function () { console.log(this.address().port) })`;
  const ports: string[] = [];
  const script = `trap '' TERM; setsid "$NODE" -e "$LISTEN" & "$NODE" -e "$LISTEN" & wait`;
  const tree = await startProcess({
    ...{ file: 'sh', args: ['-c', script], cwd, marker: 'run_ports', onLine: (line) => ports.push(line.text) },
    env: cleanEnvironment({ NODE: process.execPath, LISTEN: listen }),
  });
  if (!tree.ok) throw new Error(tree.error.message);
  while (ports.length < 2) await sleep(20);
  expect(await tree.value.kill()).toEqual({ gone: true, left: [] });
  for (const port of ports) {
    const server = createServer().listen(Number(port));
    await once(server, 'listening');
    server.close();
  }
});

test('this process, its ancestors and process 1 are never signalled', async () => {
  const self = await identify(process.pid);
  const init = await identify(1);
  if (!self || !init) throw new Error('no identity');
  const child = spawn('sleep', ['600']);
  expect(await killTree({ process: init })).toEqual({ gone: true, left: [] });
  expect(await killTree({ process: self })).toEqual({ gone: true, left: [] });
  expect(child.exitCode).toBe(null);
  child.kill('SIGKILL');
});

test('ps tells the same tree as /proc', async () => {
  const row = (await psTable()).get(process.pid);
  const proc = await processRow(process.pid);
  expect(row).toMatchObject({ pid: process.pid, parent: process.ppid });
  expect(row?.group).toBe(proc?.group);
  expect(row?.startedAt).toMatch(/\d\d:\d\d:\d\d \d{4}$/);
});
