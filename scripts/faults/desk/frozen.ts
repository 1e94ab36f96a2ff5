import { readFileSync } from 'node:fs';
import { processesIn, signal } from '../../../e2e/processes.ts';
import { until } from '../rounds/when.ts';
import type { Desk } from './desk.ts';

/** Looks while everything of the desk stands still: nobody is between writing an object and naming it. */
export async function whileFrozen<T>({ home }: Pick<Desk, 'home'>, look: () => T): Promise<T> {
  const stopped = new Set<number>();
  const stopThose = () => {
    const moving = processesIn(home).filter(({ pid }) => !standsStill(pid));
    for (const { pid } of moving) {
      stopped.add(pid);
      signal(pid, 'SIGSTOP');
    }
    // Whoever was started meanwhile is found by the next look.
    return moving.length === 0;
  };
  try {
    await until(stopThose, 5000, 'the desk does not come to stand still');
    return look();
  } finally {
    for (const pid of stopped) signal(pid, 'SIGCONT');
  }
}

function standsStill(pid: number): boolean {
  try {
    const [state = ''] = readFileSync(`/proc/${String(pid)}/stat`, 'utf8').replace(/^.*\) /s, '');
    return 'TtZX'.includes(state);
  } catch {
    return true;
  }
}
