import { execFile, execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, realpathSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { _electron, test as base, expect } from '@playwright/test';
import type { ElectronApplication, Page, TestInfo } from '@playwright/test';
import { z } from 'zod';
import type { Call, MethodName } from '../core/contract.ts';
import { makeSample } from '../main/sample/make-sample.ts';
import type { MadeSample } from '../main/sample/make-sample.ts';
import type {} from '../renderer/bridge.ts';
import { processesOf } from './processes.ts';

export { expect };

export const ROOT = dirname(import.meta.dirname);
export const EXECUTABLE = z.string().parse(createRequire(import.meta.url)('electron'));

/** A person's machine: an own home, data folder and sample repos, and the app started on them as often as needed. */
export type Desk = {
  readonly home: string;
  readonly dataFolder: string;
  readonly env: Record<string, string>;
  readonly sample: MadeSample;
  readonly launch: (env?: Record<string, string>) => Promise<RunningApp>;
  /** Runs `teatree …` beside the app and answers its output. */
  readonly cli: (...args: string[]) => string;
};

export type RunningApp = {
  readonly electron: ElectronApplication;
  readonly window: Page;
  readonly call: Call;
  /** Errors the page printed; a test that provokes some takes them out. */
  readonly pageErrors: string[];
  readonly output: () => string;
  readonly picture: (name: string) => Promise<void>;
  /** Quits as a person does, "Quit" in the dialog if it asks. */
  readonly close: () => Promise<void>;
  /** What a power cut does to it. */
  readonly cutPower: () => Promise<void>;
};

export const test = base.extend<{ desk: Desk; app: RunningApp }>({
  desk: async ({ browserName: _ }, use, info) => {
    const home = realpathSync(mkdtempSync(join(tmpdir(), 'teatree-e2e-')));
    const dataFolder = join(home, 'data');
    const env = environment(home, dataFolder);
    const sample = await makeSample(join(home, 'src'));
    if (!sample.ok) throw new Error(sample.error.message);
    const apps: RunningApp[] = [];
    const launch = async (extra: Record<string, string> = {}) => {
      const app = await start({ home, env: { ...env, ...extra }, info });
      apps.push(app);
      return app;
    };
    const cli = (...args: string[]) =>
      execFileSync(process.execPath, [join(ROOT, 'out/main/cli.js'), ...args], {
        cwd: home,
        env,
        encoding: 'utf8',
        stdio: 'pipe',
      });
    await use({ home, dataFolder, env, sample: sample.value, launch, cli });
    for (const app of apps) await app.close();
    await info.attach('output of the app', { body: apps.map((app) => app.output()).join('\n—\n') });
    expect
      .soft(
        apps.flatMap((app) => app.pageErrors),
        'errors in the page',
      )
      .toEqual([]);
    expect.soft(apps.map((app) => app.output()).join(''), 'bugs in main').not.toContain('because of a bug');
    await expect.poll(() => processesOf(home), 'processes left behind').toEqual([]);
    rmSync(home, { recursive: true, force: true });
  },
  app: async ({ desk }, use) => use(await desk.launch()),
});

function environment(home: string, dataFolder: string): Record<string, string> {
  mkdirSync(join(home, 'tmp'));
  const kept = [
    'PATH',
    'DISPLAY',
    'XAUTHORITY',
    'DBUS_SESSION_BUS_ADDRESS',
    'DBUS_SYSTEM_BUS_ADDRESS',
    'ELECTRON_DISABLE_SANDBOX',
    'ELECTRON_OVERRIDE_DIST_PATH',
  ];
  const ours = Object.fromEntries(kept.flatMap((name) => (process.env[name] ? [[name, process.env[name]]] : [])));
  return { ...ours, HOME: home, TMPDIR: join(home, 'tmp'), TEATREE_HOME: dataFolder, LANG: 'C.UTF-8' };
}

async function start({
  home,
  env,
  info,
}: {
  home: string;
  env: Record<string, string>;
  info: TestInfo;
}): Promise<RunningApp> {
  const electron = await _electron.launch({ executablePath: EXECUTABLE, args: [ROOT], cwd: home, env });
  const lines: string[] = [];
  const child = electron.process();
  for (const stream of [child.stdout, child.stderr]) stream?.on('data', (chunk) => lines.push(String(chunk)));
  const gone = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  const window = await electron.firstWindow();
  const pageErrors: string[] = [];
  window.on('pageerror', (error) => pageErrors.push(error.message));
  window.on('console', (message) => {
    if (message.type() === 'error') pageErrors.push(message.text());
  });
  await expect(window.getByRole('navigation', { name: 'Rail' })).toBeVisible();
  const close = async () => {
    if (child.exitCode !== null || child.signalCode !== null) return;
    await letQuit(electron).catch(() => letQuit(electron));
    await electron.close();
    await gone;
  };
  const cutPower = async () => {
    child.kill('SIGKILL');
    await gone;
  };
  return {
    electron,
    window,
    call: callFrom(window),
    pageErrors,
    output: () => lines.join(''),
    picture: async (name) => void (await window.screenshot({ path: info.outputPath(`${name}.png`) })),
    close,
    cutPower,
  };
}

/** Answers the question whether to quit. Now and then the app's garbage collector takes the driver's promise first. */
const letQuit = (electron: ElectronApplication) =>
  electron.evaluate(({ dialog }) => {
    dialog.showMessageBox = async () => ({ response: 1, checkboxChecked: false });
  });

/** Calls as the page does, over its own channel. The router has validated what it answers. */
function callFrom(page: Page): Call {
  const call = async (name: MethodName, input: unknown): Promise<unknown> =>
    page.evaluate(async ([method, value]) => window.teatree?.call(method, value as never), [name, input] as const);
  return call as Call;
}

export type Ended = { readonly code: number | null; readonly stdout: string; readonly stderr: string };

/** Starts the app without a driver and waits for its end. Chromium's own messages are left out. */
export async function runElectron({ home, env }: Pick<Desk, 'home' | 'env'>, ...args: string[]): Promise<Ended> {
  return new Promise((resolve) => {
    const child = execFile(EXECUTABLE, [ROOT, ...args], { cwd: home, env, timeout: 60_000 }, (_, stdout, stderr) =>
      resolve({ code: child.exitCode, stdout, stderr: stderr.replace(/^\[\d+:.*\n|^\n/gm, '') }),
    );
  });
}
