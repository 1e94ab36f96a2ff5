import { undecided } from '../../decisions/must-decide.ts';
import type { Thread } from '../../model/thread.ts';

/** What keeps a thread from beginning anything new, for a person to read. What has begun goes on, and so do checks of it. */
export function heldBy(thread: Thread): string | undefined {
  const must = undecided(thread);
  return must && `Needs a decision: ${must.reason}`;
}
