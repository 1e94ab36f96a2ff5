import { spawn } from 'node:child_process';
import { on, once } from 'node:events';
import { expect, test } from 'vitest';
import { capture, inherit } from './command.mjs';

const IMPORT = `import { inherit } from ${JSON.stringify(new URL('./command.mjs', import.meta.url).href)};`;

test('output and exit code of a program are kept', async () => {
  const script = 'process.stdout.write("out"); process.stderr.write("err"); process.exitCode = 7';
  const { code, stdout, output } = await capture(process.execPath, ['-e', script]);
  expect({ code, stdout }).toEqual({ code: 7, stdout: 'out' });
  expect(output).toContain('err');
});

test('a program that does not exist is an exit code, not an exception', async () => {
  expect((await capture('no-such-program', [])).code).toBe(127);
});

test('death by a signal is an exit code as in a shell', async () => {
  expect(
    await inherit(process.execPath, ['-e', 'process.kill(process.pid, "SIGTERM"); setTimeout(() => {}, 5000)']),
  ).toBe(143);
});

test('a program that ignores the first signal is killed by the second', async () => {
  const stubborn = 'process.on("SIGTERM", () => console.log("no")); setInterval(() => {}, 1000); console.log("up")';
  const runner = run(`process.exitCode = await inherit(process.execPath, ['-e', ${JSON.stringify(stubborn)}]);`);
  await said(runner, 'up');
  runner.kill('SIGTERM');
  await said(runner, 'no');
  runner.kill('SIGTERM');
  expect(await once(runner, 'exit')).toEqual([137, null]);
});

test.runIf(process.platform !== 'win32')('a program ends when the npm that started us is killed', async () => {
  const program = 'setInterval(() => {}, 1000); console.log(process.pid)';
  const script = `${IMPORT} await inherit(process.execPath, ['-e', ${JSON.stringify(program)}]);`;
  const npm = spawn(
    process.execPath,
    [
      '-e',
      `
    const { spawn } = require('node:child_process');
    const env = { ...process.env, npm_lifecycle_event: 'start' };
    spawn(process.execPath, ['--input-type=module', '-e', ${JSON.stringify(script)}], { env, stdio: 'inherit' });
  `,
    ],
    { stdio: ['ignore', 'pipe', 'inherit'] },
  );
  const [pid] = await once(npm.stdout, 'data');
  npm.kill('SIGKILL');
  await expect.poll(() => isAlive(Number(pid)), { timeout: 5_000 }).toBe(false);
});

/** @param {string} script a module that knows `inherit` */
function run(script) {
  return spawn(process.execPath, ['--input-type=module', '-e', `${IMPORT} ${script}`], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
}

async function said(child, text) {
  for await (const [chunk] of on(child.stdout, 'data')) if (String(chunk).includes(text)) return;
}

function isAlive(pid) {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}
