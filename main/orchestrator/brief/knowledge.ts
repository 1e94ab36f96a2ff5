import type { Run } from '../../../core/model/run.ts';
import type { Thread } from '../../../core/model/thread.ts';
import { itemsOf } from './items-of.ts';
import type { BriefSources } from './sources.ts';

/** What a session knows of its thread: nothing, all, or all until the last run in which something was said to it. */
export type Knowledge =
  { readonly kind: 'nothing' } | { readonly kind: 'all' } | { readonly kind: 'until'; readonly last: Run };

/** `session` was taken up again for the thread's harness; undefined: it is a new one. */
export function knowledgeOf(
  transcripts: BriefSources['transcripts'],
  { runs, harness }: Pick<Thread, 'runs' | 'harness'>,
  session: string | undefined,
): Knowledge {
  if (session === undefined) return { kind: 'nothing' };
  const isIn = (run: Run) => run.session === session && run.harness?.id === harness.id;
  const at = runs.findLastIndex((run) => isIn(run) && wasPrompted(transcripts, run));
  if (runs.slice(at + 1).every(isIn)) return { kind: 'all' };
  const last = runs[at];
  return last ? { kind: 'until', last } : { kind: 'nothing' };
}

/** A program may start, or be claimed, and end before it is told anything. */
function wasPrompted(transcripts: BriefSources['transcripts'], { id }: Run): boolean {
  for (const { event } of itemsOf(transcripts, id)) if (event.type === 'message') return true;
  return false;
}
