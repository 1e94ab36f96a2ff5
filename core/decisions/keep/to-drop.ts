import { counted } from '../../views/text/counted.ts';
import { costText, totalUsage, usageWords } from '../../views/text/usage.ts';
import { durationText } from '../../views/text/elapsed.ts';
import { workedMs } from '../../loop/evolve/worked.ts';
import type { Thread } from '../../model/thread.ts';
import type { Proposal } from '../proposal.ts';

export type Ground = Pick<Proposal, 'certain' | 'must' | 'reason' | 'evidence'> & {
  /** Names the ground in the key of the proposal. */
  readonly why: string;
};

/** The proposal not to go on with a thread. `now` in milliseconds since the epoch. */
export function toDrop(thread: Thread, { why, ...ground }: Ground, now: number): Proposal {
  return {
    ...ground,
    key: `drop:${thread.thread}:${why}`,
    choice: { action: 'drop', thread: thread.thread, reason: ground.reason },
    alternatives: ['keep'],
    cost: costOf(thread, now),
    lost: lostBy(thread),
    reviveWhen: 'Any time: its branches, checkpoints and conversation are kept',
  };
}

/** `3 runs, 2 h 10 m, $0.42` */
function costOf(thread: Thread, now: number): string {
  const { runs, reviews } = thread;
  if (runs.length === 0 && reviews.length === 0) return 'Nothing: it has not begun';
  const used = totalUsage([...runs, ...reviews.flatMap((review) => review.runs)]);
  const money = used?.costUsd === undefined ? undefined : costText(used.costUsd);
  const count = `${String(runs.length)} ${runs.length === 1 ? 'run' : 'runs'}`;
  return [count, durationText(workedMs(thread, now)), money ?? usageWords(thread) ?? 'usage not known yet'].join(', ');
}

function lostBy({ changes, workspace }: Thread): string {
  const files = changes.reduce((sum, change) => sum + change.files, 0);
  const uncommitted = changes.reduce((sum, change) => sum + change.uncommitted.length, 0);
  if (workspace.kind !== 'ready') return files === 0 ? 'Nothing: it has no workspace' : keptOn(files);
  return [
    files === 0 ? 'It has no commits' : keptOn(files),
    ...(uncommitted === 0
      ? []
      : [`${counted(uncommitted, 'uncommitted file')} ${uncommitted === 1 ? 'goes' : 'go'} into a checkpoint`]),
    'what git ignores in its workspace is not kept',
  ].join('; ');
}

function keptOn(files: number): string {
  return `Nothing that is committed: work in ${counted(files, 'file')} stays on its branches`;
}
