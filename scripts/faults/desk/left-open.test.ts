import { spawn } from 'node:child_process';
import { mkdtempSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test, vi } from 'vitest';
import { processesIn } from '../../../e2e/processes.ts';
import { closeAll, closeWhenCut, endAllIn } from './left-open.ts';

// What lives is told by /proc.
const onLinux = test.skipIf(process.platform !== 'linux');

onLinux(
  'a suite that is cut ends all that it started, sessions of their own too, and gives up the latest desk first',
  async () => {
    const home = realpathSync(mkdtempSync(join(tmpdir(), 'teatree-cut-')));
    onTestFinished(() => rmSync(home, { recursive: true }));
    const env = { PATH: process.env['PATH'] ?? '', HOME: home };
    spawn('sh', ['-c', 'sleep 60 & setsid sleep 60 & wait'], { env, stdio: 'ignore', detached: true });
    await vi.waitFor(() => expect(processesIn(home)).toHaveLength(3));
    const closed: string[] = [];
    closeWhenCut(() => closed.push('the program'));
    closeWhenCut(() => {
      endAllIn(home);
      closed.push('the desk');
    });
    const forget = closeWhenCut(() => closed.push('a desk that is gone'));
    forget();
    closeAll();
    expect([closed, processesIn(home)]).toEqual([['the desk', 'the program'], []]);
  },
);
