import { isProof } from '../../gates/rules/factory/canary.ts';
import type { InstructionId } from '../../ids.ts';
import type { AskSubject } from '../../model/ask.ts';
import { stuckChoices } from '../../model/ask.ts';
import { headsOf, sameHeads } from '../../model/change-set.ts';
import { roundVerdict } from '../../model/check.ts';
import { isAlive } from '../../model/run.ts';
import type { Review } from '../../model/review/review.ts';
import type { Thread } from '../../model/thread.ts';
import { currentLanding, currentRound, currentRun, nextAskId, openAsks } from '../../model/thread.ts';
import { fail, ok } from '../../result.ts';
import type { Result } from '../../result.ts';
import { reviewOf } from '../evolve/reviews.ts';
import { afterRed, failureInstruction, maxRepairs } from './check-failure.ts';
import type { NameOf } from './check-failure.ts';
import { failuresBefore, quarantine, retryOrAsk } from './failure.ts';
import { withdrawals } from './withdrawals.ts';
import type { Report } from '../command.ts';
import { reviewOwed } from '../effects.ts';
import type { FactoryEvent } from '../event.ts';
import { evolve } from '../evolve.ts';
import { emptyState } from '../state.ts';

type Decided = Result<readonly FactoryEvent[]>;
const factory = { who: 'factory', via: 'rule' } as const;
const maxSameDenial = 3;

/** Takes up what the world reports, with what follows from it: asks for the person, the next instruction. */
export function decideReport(thread: Thread, event: Report, nameOf: NameOf): Decided {
  const stale = askStaleness(thread, event) ?? staleness(thread, event);
  if (stale) return fail({ code: 'stale-report', message: `${event.type}: ${stale}` });
  const review = reviewOf(thread, event);
  const follows = review ? inReview(thread, review, event) : consequences(thread, event, nameOf);
  return ok([
    event,
    ...(thread.halt?.kind === 'killed' ? follows.filter(({ type }) => type !== 'ask.opened') : follows),
  ]);
}

function staleness(thread: Thread, event: Report): string | undefined {
  const review = reviewOf(thread, event);
  if (review) return reviewStaleness(thread, review, event);
  if (event.type === 'comment.added') return authorStaleness(thread, event);
  if (event.type === 'run.started') return startStaleness(thread, event);
  if (event.type === 'run.steered' && takenBack(thread, event.instruction)) return 'the message was taken back';
  if ('run' in event && event.run !== undefined) {
    const run = currentRun(thread);
    return run?.id === event.run && isAlive(run) ? undefined : 'the run is over';
  }
  if ('landing' in event) {
    const landing = currentLanding(thread);
    return landing?.id === event.landing && !landing.ended ? undefined : 'the landing is over';
  }
  return undefined;
}

/** What was asked before a halt was withdrawn by it; what is asked while the program ends would stay open for ever. */
function askStaleness({ halt }: Thread, { type }: Report): string | undefined {
  return type === 'ask.opened' && halt && halt.kind !== 'paused' ? 'the thread is halted' : undefined;
}

function startStaleness(thread: Thread, event: Extract<Report, { type: 'run.started' }>): string | undefined {
  if (event.review) return 'there is no such review';
  if (takenBack(thread, event.instruction)) return 'the message was taken back';
  if (isAlive(currentRun(thread))) return 'the thread has a run already';
  return thread.halt || thread.dropped ? 'the thread is halted' : undefined;
}

function takenBack({ instructions }: Thread, id: InstructionId): boolean {
  return instructions.some((each) => each.id === id && each.withdrawn === true);
}

function reviewStaleness(thread: Thread, review: Review, event: Report): string | undefined {
  const last = review.runs.at(-1);
  if (event.type === 'run.started') {
    if (isAlive(last)) return 'the review has a run already';
    return reviewOwed(thread)?.review === review.id ? undefined : 'the review is not wanted any more';
  }
  return 'run' in event && last?.id === event.run && isAlive(last) ? undefined : 'the run is over';
}

/** What a reviewer says counts while it is at it. */
function authorStaleness(thread: Thread, { comment }: Extract<Report, { type: 'comment.added' }>): string | undefined {
  const { author } = comment;
  if (author.kind !== 'run') return 'only a run reports';
  const run = thread.reviews.find(({ id }) => id === author.review)?.runs.at(-1);
  return run?.id === author.run && isAlive(run) ? undefined : 'the run is over';
}

/** A review asks nobody and stops nothing but itself. */
function inReview(thread: Thread, review: Review, event: Report): readonly FactoryEvent[] {
  if (event.type !== 'action.judged' || event.verdict.kind !== 'deny' || isProof(event.verdict)) return [];
  const count = (review.denials[event.action.fingerprint] ?? 0) + 1;
  if (count < maxSameDenial || review.cancelled) return [];
  const reason = `The same action was denied ${String(count)} times (${event.verdict.rule}): ${event.action.title}`;
  return [{ type: 'review.cancelled', thread: thread.thread, review: review.id, reason, by: factory }];
}

function consequences(thread: Thread, event: Report, nameOf: NameOf): readonly FactoryEvent[] {
  switch (event.type) {
    case 'workspace.failed':
      return afterSetback(thread, event);
    case 'action.judged':
      return afterDenial(thread, event);
    case 'run.ended':
      return afterRun(thread, event);
    case 'checks.ended':
      return afterChecks(thread, event, nameOf);
    default:
      return [];
  }
}

function afterDenial(thread: Thread, event: Extract<Report, { type: 'action.judged' }>): readonly FactoryEvent[] {
  const count = (thread.denials[event.action.fingerprint] ?? 0) + 1;
  if (event.verdict.kind !== 'deny' || isProof(event.verdict) || count < maxSameDenial) return [];
  const text = `The same action was denied ${String(count)} times (${event.verdict.rule}): ${event.action.title}`;
  return [
    { type: 'thread.halted', thread: thread.thread, halt: 'stopped', by: factory },
    stuck(thread, 'same-denial', text),
  ];
}

function afterRun(thread: Thread, event: Extract<Report, { type: 'run.ended' }>): readonly FactoryEvent[] {
  switch (event.outcome) {
    case 'succeeded':
      return afterSuccess(thread);
    case 'failed':
      return afterFailure(thread, event);
    case 'refused':
      return [...withdrawals(openAsks(thread), 'The run ended'), stuck(thread, 'run-failed', event.reason)];
    case 'ungated':
      return [
        ...withdrawals(openAsks(thread), 'The run ended'),
        { type: 'thread.halted', thread: thread.thread, halt: 'stopped', by: factory },
        stuck(thread, 'ungated', event.reason),
      ];
    case 'crashed': {
      const text = quarantine(thread, event.reason);
      return text === undefined
        ? []
        : [
            { type: 'thread.halted', thread: thread.thread, halt: 'stopped', by: factory },
            stuck(thread, 'run-crashed', text),
          ];
    }
    // The person halted it, or the app died under it: nothing else follows, open gates stay open for the resumed run.
    default:
      return [];
  }
}

/** What goes away by waiting is tried again, with a pause; the same failure twice does not go away. */
function afterFailure(thread: Thread, event: Extract<Report, { type: 'run.ended' }>): readonly FactoryEvent[] {
  const instruction = currentRun(thread)?.instruction;
  const next = retryOrAsk(event.reason, instruction ? failuresBefore(thread, instruction) : []);
  const settled = withdrawals(openAsks(thread), 'The run ended');
  return next ? [...settled, stuck(thread, 'run-failed', next.ask)] : settled;
}

function afterSetback(thread: Thread, event: Extract<Report, { type: 'workspace.failed' }>): readonly FactoryEvent[] {
  const next = retryOrAsk(event.failure.message, thread.setbacks ?? []);
  return next ? [stuck(thread, 'workspace-failed', `The workspace could not be made: ${next.ask}`)] : [];
}

function afterSuccess(thread: Thread): readonly FactoryEvent[] {
  const own = currentRun(thread)?.instruction;
  if (thread.instructions.some((each) => !each.done && each.id !== own)) return [];
  const uncommitted = thread.changes.flatMap((change) => change.uncommitted);
  if (uncommitted.length > 0) {
    const some = uncommitted.slice(0, 5).join(', ');
    const files = uncommitted.length === 1 ? '1 changed file is' : `${String(uncommitted.length)} changed files are`;
    return [stuck(thread, 'uncommitted', `${files} not committed and would not land: ${some}`)];
  }
  const round = currentRound(thread);
  if (round && roundVerdict(round) === 'red' && sameHeads(round.heads, headsOf(thread.changes)))
    return [stuck(thread, 'checks-failed', 'The run changed nothing, and the checks are red on these commits')];
  const settled = headsOf(thread.changes).length > 0 || thread.rounds.length > 0;
  return settled ? [] : [stuck(thread, 'no-changes', 'The run ended without a commit in any repo')];
}

function afterChecks(
  thread: Thread,
  event: Extract<Report, { type: 'checks.ended' }>,
  nameOf: NameOf,
): readonly FactoryEvent[] {
  const state = emptyState();
  state.threads.set(thread.thread, thread);
  evolve(state, { seq: 0, at: thread.updatedAt, event });
  const ended = state.threads.get(thread.thread) ?? thread;
  const round = ended.rounds.find((each) => each.round === event.round);
  if (!round || roundVerdict(round) !== 'red') return [];
  const next = afterRed(ended);
  if (next === 'repair')
    return [
      { type: 'thread.instructed', thread: thread.thread, instruction: failureInstruction(thread, round, nameOf) },
    ];
  const text =
    next === 'same-failure'
      ? 'The checks failed twice in the same way'
      : `The checks are still red after ${String(maxRepairs)} repairs`;
  return [stuck(thread, 'checks-failed', text)];
}

const optionsFor: Record<Extract<AskSubject, { kind: 'stuck' }>['code'], readonly string[]> = {
  'run-failed': [stuckChoices.retry, stuckChoices.leave],
  'run-crashed': [stuckChoices.retry, stuckChoices.leave],
  'checks-failed': [stuckChoices.retry, stuckChoices.check, stuckChoices.leave],
  'no-changes': [stuckChoices.retry, stuckChoices.leave],
  'workspace-failed': [stuckChoices.retry, stuckChoices.leave],
  'same-denial': [stuckChoices.retry, stuckChoices.leave],
  uncommitted: [stuckChoices.goOn, stuckChoices.retry, stuckChoices.leave],
  ungated: [stuckChoices.retry, stuckChoices.leave],
};

function stuck(thread: Thread, code: Extract<AskSubject, { kind: 'stuck' }>['code'], text: string): FactoryEvent {
  return {
    type: 'ask.opened',
    thread: thread.thread,
    ask: nextAskId(thread),
    subject: { kind: 'stuck', code, text, options: [...optionsFor[code]] },
  };
}
