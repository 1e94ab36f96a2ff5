/// <reference lib="dom" />
/// <reference lib="dom.iterable" />
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { _electron } from '@playwright/test';
import type { ElectronApplication, Page } from '@playwright/test';
import type { Push } from '../../../../core/contract.ts';

export const executable = String(createRequire(import.meta.url)('electron'));

/** The real app on a data folder, driven from outside. */
export type BenchApp = {
  readonly page: Page;
  /** Hands the window what main would push, each as a message of its own. */
  readonly push: (pushes: readonly Push[]) => Promise<void>;
  /** How the window fared meanwhile. */
  readonly watched: (work: () => Promise<void>) => Promise<Watched>;
  /** How long the page's main thread has run in all. */
  readonly ranSeconds: () => Promise<number>;
  readonly rendererMb: () => Promise<number>;
  /** By kind of process, in percent of one processor. */
  readonly cpuPercent: (ms: number) => Promise<Readonly<Record<string, number>>>;
  readonly close: () => Promise<void>;
};

export type Watched = {
  readonly framesPerSecond: number;
  readonly longestFrameMs: number;
  /** The share of its time that the page's main thread ran. */
  readonly mainThread: number;
  /** By kind of process, in percent of one processor. */
  readonly cpuPercent: Readonly<Record<string, number>>;
};

/** `program`: the folder of the built app. The data lies in `data` of the home. */
export async function openBenchApp(program: string, home: string): Promise<BenchApp> {
  const env = { ...process.env, HOME: home, TEATREE_HOME: join(home, 'data') } as Record<string, string>;
  const electron = await _electron.launch({ executablePath: executable, args: [program], cwd: home, env });
  const page = await electron.firstWindow();
  await page.getByRole('navigation', { name: 'Rail' }).waitFor({ timeout: 120_000 });
  const cdp = await page.context().newCDPSession(page);
  // The time that the thread ran: what others on the machine do does not count.
  await cdp.send('Performance.enable', { timeDomain: 'threadTicks' });
  const ranSeconds = async () =>
    (await cdp.send('Performance.getMetrics')).metrics.find(({ name }) => name === 'TaskDuration')?.value ?? 0;
  return {
    page,
    push: (pushes) =>
      electron.evaluate(({ webContents }, all) => {
        for (const push of JSON.parse(all) as readonly unknown[])
          webContents.getAllWebContents()[0]?.send('teatree:push', push);
      }, JSON.stringify(pushes)),
    watched: async (work) => {
      const cpuPercent = await cpuFromNow(electron);
      const [tasks, began] = [await ranSeconds(), performance.now()];
      await page.evaluate(countFrames);
      await work();
      const frames = await page.evaluate(() => (window as unknown as { frames: () => Frames }).frames());
      const seconds = (performance.now() - began) / 1000;
      const mainThread = ((await ranSeconds()) - tasks) / seconds;
      const { perSecond: framesPerSecond, longestMs: longestFrameMs } = frames;
      return { framesPerSecond, longestFrameMs, mainThread, cpuPercent: await cpuPercent() };
    },
    ranSeconds,
    rendererMb: async () =>
      pssMb(await electron.evaluate(({ webContents }) => webContents.getAllWebContents()[0]?.getOSProcessId() ?? 0)),
    cpuPercent: async (ms) => {
      const percent = await cpuFromNow(electron);
      await pause(ms);
      return percent();
    },
    close: () => end(electron),
  };
}

type Frames = { readonly perSecond: number; readonly longestMs: number };

/** In the page: counts the frames from now on, until `window.frames` is asked. */
function countFrames(): void {
  const began = performance.now();
  let [last, count, longestMs] = [began, 0, 0];
  let counting = true;
  const tick = (now: number) => {
    count += 1;
    longestMs = Math.max(longestMs, now - last);
    last = now;
    if (counting) requestAnimationFrame(tick);
  };
  requestAnimationFrame(tick);
  Object.assign(window, {
    frames: () => {
      counting = false;
      return { perSecond: (count * 1000) / (performance.now() - began), longestMs };
    },
  });
}

function pssMb(pid: number): number {
  return Number(/^Pss:\s+(\d+)/m.exec(readFileSync(`/proc/${String(pid)}/smaps_rollup`, 'utf8'))?.[1] ?? 0) / 1024;
}

async function cpuFromNow(electron: ElectronApplication): Promise<() => Promise<Readonly<Record<string, number>>>> {
  const seconds = () =>
    electron.evaluate(({ app }) =>
      app.getAppMetrics().map(({ type, name, cpu }) => [name ?? type, cpu.cumulativeCPUUsage ?? 0] as const),
    );
  const [before, began] = [await seconds(), performance.now()];
  return async () => {
    const [after, ms] = [await seconds(), performance.now() - began];
    const percent: Record<string, number> = {};
    for (const [at, [kind, used]] of after.entries())
      percent[kind] = (percent[kind] ?? 0) + ((used - (before[at]?.[1] ?? 0)) / ms) * 100_000;
    return percent;
  };
}

async function end(electron: ElectronApplication): Promise<void> {
  const child = electron.process();
  const gone = new Promise((resolve) => child.once('exit', resolve));
  child.kill('SIGTERM');
  await gone;
}
