import { isAlive } from '../../../core/model/run.ts';
import { currentRun, isUnfinished } from '../../../core/model/thread.ts';
import type { Thread } from '../../../core/model/thread.ts';
import type { Orchestrator } from '../orchestrator-port.ts';
import { nowAndThen } from '../now-and-then.ts';
import { findDead } from './find-dead.ts';

const rhythm = { firstMs: 60_000, everyMs: 10 * 60_000 };

/** Looks now and then whether there is anything left to do for the threads that stand still. */
export function watchDead({ state, report }: Pick<Orchestrator, 'state' | 'report'>): () => void {
  const look = async () => {
    for (const thread of state.threads.awake()) {
      if (!isIdle(thread)) continue;
      const evidence = await findDead(thread, (id) => state.repos.get(id));
      const before = thread.deadEvidence ?? [];
      if (JSON.stringify(evidence) !== JSON.stringify(before))
        await report({ type: 'thread.found-dead', thread: thread.thread, evidence: [...evidence] });
    }
  };
  return nowAndThen('looking for what is dead', look, rhythm);
}

function isIdle(thread: Thread): boolean {
  const landing = thread.landings.at(-1);
  return isUnfinished(thread) && !isAlive(currentRun(thread)) && (!landing || landing.ended !== undefined);
}
