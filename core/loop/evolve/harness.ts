import type { Thread } from '../../model/thread.ts';
import type { ThreadEvent } from '../event.ts';

type HarnessEvent = Extract<
  ThreadEvent,
  { type: 'thread.harness-switched' | 'thread.mode-chosen' | 'run.mode-changed' }
>;

/** Who works on it, and how. A mode is of one program: the next has its own. */
export function evolveHarness(thread: Thread, event: HarnessEvent, at: number): Thread {
  if (event.type !== 'thread.harness-switched') return { ...thread, mode: event.mode };
  const { harness } = event;
  return { ...thread, harness, mode: undefined, switches: [...thread.switches, { to: harness, at }] };
}
