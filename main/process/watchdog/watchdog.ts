import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { judge } from './judge.ts';
import type { WatchOrders } from './orders.ts';
import { mayRestart, readHangs, recordHang } from './record.ts';

export type Watchdog = {
  readonly beat: (debugged: boolean) => void;
  readonly stop: () => void;
};

const longestPauseMs = 1000;

/**
 * Watches the process `pid` from outside. One that hangs is recorded and killed; `onKilled` gets what starts it again,
 * to be called when it is gone. After too many hangs in an hour it is only recorded.
 */
export function watchApp(
  pid: number,
  { limitMs, record, restart }: WatchOrders,
  onKilled: (again: () => void) => void,
) {
  const everyMs = Math.min(longestPauseMs, limitMs / 5);
  let beatAt = performance.now();
  let looked = { at: beatAt, wall: Date.now() };
  let inDebugger = false;

  function look(): void {
    const now = { at: performance.now(), wall: Date.now() };
    const silentMs = now.at - beatAt;
    const verdict = judge({
      ...{ silentMs, limitMs, everyMs, lookedMs: now.at - looked.at, wallMs: now.wall - looked.wall },
      debugged: inDebugger || isTraced(pid),
    });
    looked = now;
    if (verdict === 'unsure') beatAt = now.at;
    if (verdict === 'hung') act(silentMs);
  }

  function act(silentMs: number): void {
    clearInterval(timer);
    const restarted = mayRestart(readHangs(record), Date.now());
    const seconds = String(Math.round(silentMs / 1000));
    const why = `It gave no sign of life for ${seconds} s${restarted ? '' : ', and has been started again too often already'}`;
    recordHang(record, { at: new Date().toISOString(), pid, silentMs: Math.round(silentMs), restarted, why });
    if (!restarted) return;
    onKilled(() => {
      const { file, args, cwd, env } = restart;
      spawn(file, args, { cwd, env, detached: true, stdio: ['ignore', 'ignore', 'inherit'] }).unref();
    });
    process.kill(pid, 'SIGKILL');
  }

  const timer = setInterval(look, everyMs);
  return {
    beat(debugged: boolean): void {
      beatAt = performance.now();
      inDebugger = debugged;
    },
    stop: () => clearInterval(timer),
  } satisfies Watchdog;
}

/** Whether another process holds it by ptrace, as debuggers do. */
function isTraced(pid: number): boolean {
  try {
    return /^TracerPid:\t[1-9]/m.test(readFileSync(`/proc/${String(pid)}/status`, 'utf8'));
  } catch (error) {
    // No such file elsewhere than on Linux, and none of a process that has just ended.
    return error instanceof Error && 'code' in error && error.code === 'EACCES';
  }
}
