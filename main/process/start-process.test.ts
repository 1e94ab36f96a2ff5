import { tmpdir } from 'node:os';
import { expect, test } from 'vitest';
import { cleanEnvironment } from './environment.ts';
import { isAlive } from './identity.ts';
import type { Line } from './lines.ts';
import { startProcess, type StartCommand } from './start-process.ts';

async function start(script: string, options: Partial<StartCommand> = {}) {
  const lines: Line[] = [];
  const base = { file: process.execPath, args: ['-e', script], cwd: tmpdir(), env: cleanEnvironment() };
  const started = await startProcess({ ...base, onLine: (line) => lines.push(line), ...options });
  if (!started.ok) throw new Error(started.error.message);
  return { ...started.value, lines };
}

test('a child speaks in lines both ways until its input is closed', async () => {
  const echo = `require('readline').createInterface({ input: process.stdin }).on('line', (l) => console.log('got ' + l))`;
  const child = await start(echo);
  expect(await child.write('{"é":1}')).toBe(true);
  expect(await child.write('x'.repeat(3_000_000))).toBe(true);
  child.closeInput();
  expect(await child.exit).toEqual({ exitCode: 0, signal: undefined });
  expect(child.lines.map((line) => line.text.length)).toEqual([11, 3_000_004]);
  expect(child.lines[0]).toEqual({ text: 'got {"é":1}', truncated: false });
  expect(await child.write('too late')).toBe(false);
});

test('characters split over chunks stay whole, long lines are cut, and the last line needs no line end', async () => {
  const script = `
    const bytes = Buffer.from('a€b\\r\\n' + '€'.repeat(100) + '\\nend');
    let i = 0;
    const next = () => i < bytes.length && process.stdout.write(bytes.subarray(i, ++i), () => setImmediate(next));
    next();`;
  const child = await start(script, { maxLine: 50 });
  await child.exit;
  expect(child.lines).toEqual([
    { text: 'a€b', truncated: false },
    { text: '€'.repeat(16), truncated: true },
    { text: 'end', truncated: false },
  ]);
});

test('a killed child is gone, its exit is told, and writing to it answers false', async () => {
  const child = await start('setInterval(() => undefined, 1000)');
  expect(await isAlive(child.identity)).toEqual({ kind: 'known', alive: true });
  expect(await child.kill()).toEqual({ gone: true, left: [] });
  expect(await child.exit).toEqual({ exitCode: undefined, signal: 'SIGTERM' });
  expect(await child.write('hello')).toBe(false);
});

test('a secret is read from a pipe of its own, once, and stands neither in the environment nor in the arguments', async () => {
  const script = `
    const { readFileSync } = require('node:fs');
    console.log(readFileSync(3, 'utf8'));
    console.log(JSON.stringify([process.env, process.argv, process.execArgv]).includes('tea-' + 'secret'));
    console.log(JSON.stringify(require('node:child_process').spawnSync('cat', ['/dev/fd/3']).stdout?.toString()));`;
  const child = await start(script, { secret: 'tea-secret' });
  await child.exit;
  expect(child.lines.map((line) => line.text)).toEqual(['tea-secret', 'false', '""']);
});
