import { undecided } from '../../decisions/keep/must-decide.ts';
import type { Thread } from '../../model/thread.ts';

/** What keeps a thread from beginning anything new, for a person to read. What has begun goes on, and so do checks of it. */
export function heldBy(thread: Thread): string | undefined {
  const must = undecided(thread);
  if (must) return `Needs a decision: ${must.reason}`;
  const hold = thread.decisions?.findLast(({ applied, undone }) => applied.action === 'hold' && !undone);
  return hold && `Held back. ${hold.reason}`;
}
