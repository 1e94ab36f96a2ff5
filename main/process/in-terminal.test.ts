import { chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, expect, test, vi } from 'vitest';
import { openTerminal } from './in-terminal.ts';

const folder = mkdtempSync(join(tmpdir(), 'teatree-in-terminal-'));
afterEach(() => rmSync(folder, { recursive: true, force: true }));

function program(name: string, text: string): string {
  mkdirSync(folder, { recursive: true });
  const file = join(folder, name);
  writeFileSync(file, `#!/bin/sh\n${text}\n`);
  chmodSync(file, 0o755);
  return file;
}

test('the person’s terminal runs exactly the command, in its folder and with its environment, and no script is left', async () => {
  const out = join(folder, 'out');
  const terminal = program('my terminal', `test "$1" = -e && echo "$2" > '${out}.script' && exec "$2"`);
  const agent = program('agent', `printf '%s|' "$PWD" "$WHO" "$@" > '${out}.part'; mv '${out}.part' '${out}'`);
  const cwd = join(folder, "it's here");
  mkdirSync(cwd);
  const env = { WHO: "o'neil $(id)" };
  const opened = await openTerminal(
    { file: agent, args: ['--resume', 'a b', '$HOME'], cwd, env },
    { ...process.env, TERMINAL: terminal },
  );
  expect(opened.ok).toBe(true);
  await vi.waitFor(() => expect(existsSync(out)).toBe(true), { timeout: 5000 });
  expect(readFileSync(out, 'utf8')).toBe(`${cwd}|o'neil $(id)|--resume|a b|$HOME|`);
  expect(existsSync(readFileSync(`${out}.script`, 'utf8').trim())).toBe(false);
});

test('without a terminal the person is told what to do', async () => {
  const opened = await openTerminal({ file: 'x', args: [], cwd: '/', env: {} }, { PATH: folder });
  expect(opened).toMatchObject({ error: { code: 'no-terminal', next: expect.stringContaining('TERMINAL') as string } });
});
