import { spawn } from 'node:child_process';
import { readOwner } from '../main/store/instance-lock.ts';
import { EXECUTABLE, ROOT, expect, test } from './app.ts';
import { PATIENCE } from './facts.ts';

// Without a driver: one that debugs the app keeps the watchdog quiet.
test('an app that stands still is killed and started again, and its factory answers', async ({ desk }) => {
  const env = { ...desk.env, TEATREE_WATCHDOG_SECONDS: '3' };
  const first = spawn(EXECUTABLE, [ROOT], { cwd: desk.home, env, stdio: 'ignore' });
  const gone = new Promise((resolve) => first.once('exit', (_code, signal) => resolve(signal)));
  const listening = () =>
    readOwner(desk.dataFolder)?.socket === undefined ? undefined : readOwner(desk.dataFolder)?.pid;
  await expect.poll(listening, PATIENCE).toBe(first.pid);

  first.kill('SIGSTOP');
  expect(await gone).toBe('SIGKILL');
  await expect.poll(() => ![undefined, first.pid].includes(listening()), PATIENCE).toBe(true);

  expect(desk.cli('doctor')).toContain('no sign of life');
  process.kill(listening() ?? 0, 'SIGTERM');
});
