import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, test } from 'vitest';
import { cleanEnvironment } from './environment.ts';
import { findByMarker } from './kill-tree.ts';
import { run, type RunCommand } from './run.ts';

const cwd = mkdtempSync(path.join(tmpdir(), 'teatree-run-'));

async function shell(script: string, options: Partial<RunCommand> = {}) {
  const result = await run({ file: 'sh', args: ['-c', script], cwd, env: cleanEnvironment(), ...options });
  if (!result.ok) throw new Error(result.error.message);
  return result.value;
}

test('a program that fails is a result with its exit code and both outputs', async () => {
  const result = await shell('echo out; echo err >&2; exit 3');
  expect(result).toMatchObject({ exitCode: 3, signal: undefined, stdout: 'out\n', stderr: 'err\n', killed: false });
});

test('a program ended by a signal names the signal', async () => {
  expect(await shell('kill -9 $$')).toMatchObject({ exitCode: undefined, signal: 'SIGKILL', killed: false });
});

test('a missing program, a missing folder and a file that is no program are clear failures', async () => {
  const command = { file: 'no-such-program', args: [], cwd, env: cleanEnvironment() };
  expect(await run(command)).toMatchObject({ ok: false, error: { code: 'program-missing' } });
  expect(await run({ ...command, file: 'sh', cwd: '/no/such/folder' })).toMatchObject({
    error: { code: 'folder-missing' },
  });
  expect(await run({ ...command, file: '/etc/passwd' })).toMatchObject({ error: { code: 'program-not-executable' } });
});

test('the program sees only the environment it was given, and its marker', async () => {
  process.env['TEATREE_TEST_SECRET'] = 'x';
  const { stdout } = await shell('env', { env: { PATH: process.env['PATH'] ?? '', A: '1' }, marker: 'run_env' });
  delete process.env['TEATREE_TEST_SECRET'];
  const names = stdout
    .trim()
    .split('\n')
    .map((line) => line.split('=')[0]);
  expect(names.filter((name) => !['PWD', 'SHLVL', '_', 'OLDPWD'].includes(name ?? '')).sort()).toEqual([
    'A',
    'PATH',
    'TEATREE_RUN',
  ]);
});

test('input reaches the program, and a program that ignores it does no harm', async () => {
  expect((await shell('cat', { input: 'hällo' })).stdout).toBe('hällo');
  expect((await shell('exit 0', { input: 'x'.repeat(5_000_000) })).exitCode).toBe(0);
});

test('output is streamed whole and kept up to the limit', async () => {
  let streamed = '';
  const script = `yes ü | head -n 100000`;
  const result = await shell(script, { maxOutput: 1000, onOutput: (text) => (streamed += text) });
  expect(streamed).toBe('ü\n'.repeat(100_000));
  expect(result.truncated).toBe(true);
  expect(result.stdout).toBe('ü\n'.repeat(333));
});

test('a timeout ends the whole tree', async () => {
  const result = await shell('sleep 600 & setsid sleep 600 & sleep 600', { timeoutMs: 200, marker: 'run_timeout' });
  expect(result).toMatchObject({ timedOut: true, killed: true });
  expect(result.durationMs).toBeLessThan(2500);
  expect(await findByMarker('run_timeout')).toEqual([]);
});

test('an abort ends the whole tree, even one that ignores SIGTERM', async () => {
  const abort = new AbortController();
  setTimeout(() => abort.abort(), 200);
  const script = `trap '' TERM; while :; do sleep 0.05; done`;
  const result = await shell(script, { signal: abort.signal, marker: 'run_abort' });
  expect(result).toMatchObject({ timedOut: false, killed: true });
  expect(await findByMarker('run_abort')).toEqual([]);
  const never = await run({ file: 'sh', args: [], cwd, env: {}, signal: abort.signal });
  expect(never).toMatchObject({ ok: false, error: { code: 'cancelled' } });
});

test('a background job that holds the output open does not hold up the result', async () => {
  const result = await shell('echo done; sleep 5 &', { marker: 'run_stray' });
  expect(result.stdout).toBe('done\n');
  expect(result.durationMs).toBeLessThan(2000);
  expect(await findByMarker('run_stray')).toHaveLength(1);
  await shell('sleep 5 &', { marker: 'run_stray', killLeftovers: true });
  expect(await findByMarker('run_stray')).toEqual([]);
});
