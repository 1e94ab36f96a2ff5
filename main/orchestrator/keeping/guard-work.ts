import { isAlive } from '../../../core/model/run.ts';
import { currentRun } from '../../../core/model/thread.ts';
import type { Thread } from '../../../core/model/thread.ts';
import type { Orchestrator } from '../orchestrator-port.ts';

export type Guard = {
  readonly orchestrator: Pick<Orchestrator, 'state'>;
  save(thread: Thread, reason: 'interval'): Promise<unknown>;
  /** Whether a person has a terminal open in its workspace. */
  isOpen(thread: Thread): boolean;
};

const everyMs = 60_000;

/** Keeps what agents, and people who took over or have a terminal open, have edited: a checkpoint a minute where something has changed. */
export function guardWork({ orchestrator, save, isOpen }: Guard, ms = everyMs): () => void {
  let busy = false;
  const look = async () => {
    if (busy) return;
    busy = true;
    // One after another: the machine belongs to the agents.
    for (const thread of orchestrator.state.threads.awake())
      if (isEdited(thread) || isOpen(thread)) await save(thread, 'interval').catch(() => undefined);
    busy = false;
  };
  const timer = setInterval(() => void look(), ms).unref();
  return () => clearInterval(timer);
}

function isEdited(thread: Thread): boolean {
  return isAlive(currentRun(thread)) || thread.halt?.kind === 'taken-over';
}
