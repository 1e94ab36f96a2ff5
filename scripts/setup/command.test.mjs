import { expect, test } from 'vitest';
import { capture, inherit } from './command.mjs';

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
