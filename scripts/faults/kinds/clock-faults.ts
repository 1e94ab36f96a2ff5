import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Fault } from '../fault.ts';

const dayMs = 86_400_000;

/** The factory's own clock; that of the machine is everybody's. The one of its agents stays as it is. */
function leap(id: string, title: string, byMs: number): Fault {
  return {
    ...{ id, title, expected: 'goes on' },
    inject: async ({ desk }) => {
      const clock = join(desk.home, 'clock');
      writeFileSync(clock, String(byMs));
      await sleep(1500);
      return {
        factory: 'up',
        // Back again, which is a leap as well.
        afterwards: async () => {
          rmSync(clock);
          await sleep(100);
          return [];
        },
      };
    },
  };
}

export const clockFaults: readonly Fault[] = [
  leap('clock-forward', 'the factory’s clock leaps 10 years forward, and back', 3652 * dayMs),
  leap('clock-back', 'the factory’s clock leaps a day back, and forward', -dayMs),
];
