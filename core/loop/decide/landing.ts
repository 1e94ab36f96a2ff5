import { blockersOf, whereabouts } from '../../attention/thread-item.ts';
import { headsOf, sameHeads } from '../../model/change-set.ts';
import { roundVerdict } from '../../model/check.ts';
import { isAlive } from '../../model/run.ts';
import type { Thread } from '../../model/thread.ts';
import {
  currentLanding,
  currentRound,
  currentRun,
  isUnfinished,
  nextInstruction,
  openAsks,
} from '../../model/thread.ts';
import { fail, ok } from '../../result.ts';
import type { Failure, Result } from '../../result.ts';
import type { Command } from '../command.ts';
import type { FactoryEvent } from '../event.ts';
import type { FactoryState } from '../state.ts';

/** Whether the change set as it stands may be approved; the refusal says what is missing. */
export function notReviewable(thread: Thread): Failure | undefined {
  const landing = currentLanding(thread);
  if (landing && !landing.ended) return { code: 'thread-landing', message: 'The change set is being landed already' };
  if (landing?.ended?.outcome === 'landed')
    return { code: 'thread-landed', message: `Thread #${String(thread.number)} has landed` };
  const ask = openAsks(thread)[0];
  if (ask) return { code: 'thread-asks', message: 'The thread waits for an answer first', next: `Answer ${ask.id}` };
  if (isAlive(currentRun(thread)) || nextInstruction(thread))
    return { code: 'thread-working', message: 'The agent is still working', next: 'Wait for it, or stop it' };
  const heads = headsOf(thread.changes);
  if (heads.length === 0) return { code: 'nothing-to-land', message: 'No repo has a commit to land' };
  const round = currentRound(thread);
  if (!round || !sameHeads(round.heads, heads) || thread.recheck)
    return { code: 'not-checked', message: 'The checks have not run on these commits', next: 'Wait for them' };
  const verdict = roundVerdict(round);
  if (verdict === 'running')
    return { code: 'not-checked', message: 'The checks are still running', next: 'Wait for them' };
  return verdict === 'red'
    ? {
        code: 'checks-red',
        message: 'The checks are red on these commits',
        next: 'Send a message to the agent, or run the checks again',
      }
    : undefined;
}

export function decideClear(
  thread: Thread,
  command: Extract<Command, { type: 'thread.clear' }>,
): Result<readonly FactoryEvent[]> {
  const missing = notReviewable(thread);
  if (missing) return fail(missing);
  const { clear, heads, at, by } = command;
  if (!sameHeads(heads, headsOf(thread.changes)))
    return fail({
      code: 'heads-moved',
      message: 'The commits are not the ones you looked at; nothing was approved',
      next: 'Review the change set again',
    });
  return ok([{ type: 'clear.given', thread: thread.thread, clear: { id: clear, heads: [...heads], at }, by }]);
}

/** The clear counts only while it names exactly the commits that stand. */
export function hasClear(thread: Thread): boolean {
  return (
    thread.clear !== undefined &&
    sameHeads(thread.clear.heads, headsOf(thread.changes)) &&
    notReviewable(thread) === undefined
  );
}

/** Once the commits are on their way to the targets, or there, the thread takes no more orders. */
export function pastWork(thread: Thread): Failure | undefined {
  if (!isUnfinished(thread))
    return {
      code: 'thread-landed',
      message: `Thread #${String(thread.number)} has landed`,
      next: 'Start a new thread',
    };
  const landing = currentLanding(thread);
  if (!landing || landing.ended) return undefined;
  return {
    code: 'thread-landing',
    message: 'The change set is being landed, all or nothing',
    next: 'Wait for it to end',
  };
}

/** The end of a landing of which nothing was pushed yet; after that it is all or nothing. */
export function callOff(thread: Thread): FactoryEvent | undefined {
  const landing = currentLanding(thread);
  const begun = Object.values(landing?.steps ?? {}).some(({ kind }) => kind !== 'waiting' && kind !== 'prepared');
  if (!landing || landing.ended || begun) return undefined;
  return {
    ...{ type: 'landing.ended', thread: thread.thread, landing: landing.id, outcome: 'refused', cause: 'stopped' },
    reason: 'It was called off before anything was pushed',
  };
}

/** What it builds on lands first. */
function waitsForOthers({ threads }: FactoryState, thread: Thread): Failure | undefined {
  const first = blockersOf(threads, thread)[0];
  if (!first) return undefined;
  const [own, other] = [String(thread.number), String(first.number)];
  return {
    code: 'thread-waits',
    message: `Thread #${own} waits for ${whereabouts(first)}`,
    next: `Land #${other} first, or take the link away: teatree thread unlink ${own} --waits-for ${other}`,
  };
}

export function decideLand(
  state: FactoryState,
  thread: Thread,
  command: Extract<Command, { type: 'thread.land' }>,
): Result<readonly FactoryEvent[]> {
  const missing = notReviewable(thread) ?? waitsForOthers(state, thread);
  if (missing) return fail(missing);
  if (!thread.clear || !hasClear(thread))
    return fail({
      code: 'not-cleared',
      message: 'These commits were not approved',
      next: 'Approve the change set first',
    });
  const heads = thread.repos.flatMap((repo) => thread.clear?.heads.filter((head) => head.repo === repo) ?? []);
  return ok([
    { type: 'landing.started', thread: thread.thread, landing: command.landing, clear: thread.clear.id, heads },
  ]);
}
