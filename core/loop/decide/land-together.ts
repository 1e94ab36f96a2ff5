import { blockersOf, whereabouts } from '../../attention/thread-item.ts';
import type { LandingGroup } from '../../model/change-set.ts';
import { headsOf, sameHeads } from '../../model/change-set.ts';
import type { Thread } from '../../model/thread.ts';
import { fail, ok } from '../../result.ts';
import type { Failure, Result } from '../../result.ts';
import type { Command } from '../command.ts';
import type { FactoryEvent } from '../event.ts';
import type { FactoryState } from '../state.ts';
import { notReviewable } from './landing.ts';

type LandTogether = Extract<Command, { type: 'group.land' }>;
type Member = LandTogether['members'][number];

/**
 * Approves the commits of several threads as they were looked at, and starts all their landings, in this order: all or
 * none of them.
 */
export function decideLandTogether(state: FactoryState, command: LandTogether): Result<readonly FactoryEvent[]> {
  const { members, at, by } = command;
  const [first] = members;
  if (!first || members.length < 2 || new Set(members.map(({ thread }) => thread)).size !== members.length)
    return fail({ code: 'no-group', message: 'Name two different threads at least', next: 'Land one by itself' });
  const before: Thread[] = [];
  for (const member of members) {
    const thread = state.threads.get(member.thread);
    if (!thread) return fail({ code: 'thread-not-found', message: `There is no thread ${member.thread}` });
    const missing = obstacleOf(state, thread, { member, before });
    if (missing) return fail({ ...missing, message: `#${String(thread.number)}: ${missing.message}` });
    before.push(thread);
  }
  const group: LandingGroup = { id: first.landing, threads: members.map(({ thread }) => thread) };
  return ok(
    before.flatMap((thread, place): readonly FactoryEvent[] => {
      const { landing, clear, heads } = members[place] ?? first;
      const ordered = thread.repos.flatMap((repo) => heads.filter((head) => head.repo === repo));
      return [
        { type: 'clear.given', thread: thread.thread, clear: { id: clear, heads: ordered, at }, by },
        { type: 'landing.started', thread: thread.thread, landing, clear, heads: ordered, group },
      ];
    }),
  );
}

/** What it waits for lands before it, or has landed. */
function obstacleOf(
  state: FactoryState,
  thread: Thread,
  { member, before }: { readonly member: Member; readonly before: readonly Thread[] },
): Failure | undefined {
  if (thread.dropped) return { code: 'thread-dropped', message: 'It was dropped', next: 'Revive it first' };
  const missing = notReviewable(thread);
  if (missing) return missing;
  if (!sameHeads(member.heads, headsOf(thread.changes)))
    return {
      code: 'heads-moved',
      message: 'The commits are not the ones you looked at; nothing was approved',
      next: 'Review the change set again',
    };
  const blocker = blockersOf(state.threads, thread).find((each) => !before.includes(each));
  return (
    blocker && {
      code: 'thread-waits',
      message: `It waits for ${whereabouts(blocker)}`,
      next: `Land #${String(blocker.number)} first or together with it, or take the link away: teatree thread unlink ${String(thread.number)} --waits-for ${String(blocker.number)}`,
    }
  );
}
