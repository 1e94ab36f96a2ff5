import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Desk } from '../desk/desk.ts';
import { cut } from '../fault.ts';
import type { Fault } from '../fault.ts';

const dayMs = 86_400_000;
const forward = 3652 * dayMs;
/** Long enough for facts of that time to be stored. */
const lastsMs = 1500;

/** The factory's own clock; that of the machine is everybody's. The one of its agents stays as it is. */
function leap({ home }: Desk, byMs: number): void {
  writeFileSync(join(home, 'clock'), String(byMs));
}

/** Which is a leap as well. */
async function back({ home }: Desk): Promise<readonly string[]> {
  rmSync(join(home, 'clock'), { force: true });
  await sleep(100);
  return [];
}

function leaps(id: string, title: string, byMs: number): Fault {
  return {
    ...{ id, title, expected: 'goes on' },
    inject: async ({ desk }) => {
      leap(desk, byMs);
      await sleep(lastsMs);
      return { factory: 'up', afterwards: () => back(desk) };
    },
  };
}

/** What was stored by one clock is read by another. */
function restarts(
  id: string,
  title: string,
  { stored, read }: { readonly stored: number; readonly read: number },
): Fault {
  return {
    ...{ id, title, expected: 'goes on' },
    inject: async (scene) => {
      leap(scene.desk, stored);
      await sleep(lastsMs);
      await cut(scene);
      leap(scene.desk, read);
      return { factory: 'down', afterwards: () => back(scene.desk) };
    },
  };
}

export const clockFaults: readonly Fault[] = [
  leaps('clock-forward', 'the factory’s clock leaps 10 years forward, and back', forward),
  leaps('clock-back', 'the factory’s clock leaps a day back, and forward', -dayMs),
  restarts('clock-was-forward', 'kill -9 ten years ahead, and a start by today’s clock', { stored: forward, read: 0 }),
  restarts('clock-was-back', 'kill -9 a day behind, and a start by today’s clock', { stored: -dayMs, read: 0 }),
  restarts('clock-starts-forward', 'kill -9, and a start ten years later', { stored: 0, read: forward }),
  restarts('clock-starts-back', 'kill -9, and a start a day earlier', { stored: 0, read: -dayMs }),
];
