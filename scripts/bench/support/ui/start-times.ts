import { spawn } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { executable } from './bench-app.ts';

const programs = join('scripts', 'bench', 'support', 'programs');

/** Milliseconds from the start of the process. */
export type StartTimes = { readonly paint: number; readonly usable: number };

/** An Electron window with nothing in it. */
export function startEmptyWindow(home: string): Promise<StartTimes> {
  return start([join(programs, 'empty-window')], { HOME: home, PAINT_TIMES_UNTIL: 'p' });
}

/** The real app, until the board stands and takes keys. */
export function startApp(program: string, home: string): Promise<StartTimes> {
  return start([program], { HOME: home, TEATREE_HOME: join(home, 'data'), PAINT_TIMES_UNTIL: '[data-board]' });
}

async function start(args: readonly string[], env: Record<string, string>): Promise<StartTimes> {
  mkdirSync(env['HOME'] ?? '', { recursive: true });
  const began = Date.now();
  const child = spawn(executable, ['-r', join(process.cwd(), programs, 'paint-times.cjs'), ...args], {
    env: { ...process.env, ...env },
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  const gone = new Promise((resolve) => child.once('exit', resolve));
  for await (const line of createInterface({ input: child.stdout })) {
    if (!line.startsWith('paint-times ')) continue;
    const { paint, usable } = JSON.parse(line.slice(12)) as StartTimes;
    child.kill('SIGTERM');
    await gone;
    return { paint: paint - began, usable: usable - began };
  }
  throw new Error(`${args.join(' ')} ended before it painted`);
}
