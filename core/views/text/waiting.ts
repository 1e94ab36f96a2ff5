import { isAlive } from '../../model/run.ts';
import type { PendingInstruction, Thread } from '../../model/thread.ts';
import { currentRun } from '../../model/thread.ts';

/** When a message said during a turn reaches the model; undefined while the harness has not said. */
export type Steering = 'tool-boundary' | 'next-turn' | undefined;

/** What a message still waits for, in words; undefined once the agent has it. */
export function waitsFor(thread: Thread, instruction: PendingInstruction, steer: Steering): string | undefined {
  if (instruction.done || instruction.kind !== 'message' || thread.dropped) return undefined;
  const run = currentRun(thread);
  if (isAlive(run) && run?.instruction === instruction.id) return undefined;
  if (thread.halt) return 'waiting until you resume';
  if (!isAlive(run)) return 'waiting for its turn';
  if (instruction.delivery === 'replace') return 'stopping the turn first';
  if (instruction.delivery !== 'steer' || steer === 'next-turn') return 'waiting for the next turn';
  return steer === 'tool-boundary'
    ? 'waiting for the agent’s next tool call'
    : 'waiting for the next tool call or turn, as the harness can';
}
