import { undecided } from '../decisions/keep/must-decide.ts';
import { effectsOf } from '../loop/effects.ts';
import { headsOf } from '../model/change-set.ts';
import type { Ask } from '../model/ask.ts';
import { roundVerdict } from '../model/check.ts';
import { openComments } from '../model/review/comment.ts';
import { openReview } from '../model/review/review.ts';
import type { Thread } from '../model/thread.ts';
import { currentLanding, currentRound, currentRun, nextInstruction, openAsks } from '../model/thread.ts';
import { hasClear, notReviewable } from '../loop/decide/landing.ts';

export const columns = ['queued', 'working', 'needs-you', 'in-review', 'ready-to-land', 'landed'] as const;
export type Column = (typeof columns)[number];

export type Tone = 'working' | 'needs-you' | 'review' | 'ready' | 'failed' | 'quiet';

/** Where a thread stands and the words for it. Computed from facts each time; nothing of it is stored. */
export type Standing = {
  readonly column: Column | undefined;
  readonly word: string;
  readonly tone: Tone;
  /** One line on why it stands there. */
  readonly reason: string;
  /** Since when, for the elapsed time. */
  readonly since: number;
};

/** `waiting` is the plan's reason for not admitting the thread, if any. */
export function standing(thread: Thread, waiting: string | undefined): Standing {
  return (
    finished(thread) ?? needsPerson(thread) ?? underWay(thread, waiting) ?? reviewed(thread, waiting) ?? unknown(thread)
  );
}

function finished(thread: Thread): Standing | undefined {
  if (thread.dropped)
    return {
      column: undefined,
      word: 'dropped',
      tone: 'quiet',
      reason: thread.dropped.reason,
      since: thread.dropped.at,
    };
  const landing = currentLanding(thread);
  if (!landing) return undefined;
  if (!landing.ended)
    return {
      column: 'ready-to-land',
      word: 'landing',
      tone: 'ready',
      reason: landingPhase(thread),
      since: landing.startedAt,
    };
  const { outcome, reason, at } = landing.ended;
  if (outcome === 'landed') return { column: 'landed', word: 'landed', tone: 'ready', reason, since: at };
  if (!failureStands(thread) || landing.ended.cause === 'stopped') return undefined;
  if (outcome === 'partly-landed')
    return { column: 'needs-you', word: 'partly landed', tone: 'failed', reason, since: at };
  if (outcome === 'reverted') return { column: 'needs-you', word: 'reverted', tone: 'failed', reason, since: at };
  const word = landing.ended.cause === 'conflict' ? 'conflict' : 'landing refused';
  return { column: 'needs-you', word, tone: 'failed', reason, since: at };
}

/** A failed landing is shown until something newer happened: a run, a check round or a new clear. */
function failureStands(thread: Thread): boolean {
  const after = currentLanding(thread)?.after ?? { runs: 0, rounds: 0 };
  const newer = thread.runs.length > after.runs || thread.rounds.length > after.rounds;
  return !newer && !thread.clear && !nextInstruction(thread);
}

function landingPhase(thread: Thread): string {
  const landing = currentLanding(thread);
  const steps = Object.values(landing?.steps ?? {});
  if (landing?.group && !landing.proven && steps.every(({ kind }) => kind === 'waiting'))
    return `One of ${String(landing.group.threads.length)} that land together, once they are green together`;
  const pushed = steps.filter((step) => step.kind === 'pushed').length;
  if (steps.some((step) => step.kind.startsWith('revert'))) return 'Reverting what was pushed';
  return steps.some((step) => step.kind !== 'waiting' && step.kind !== 'prepared')
    ? `${String(pushed)} of ${String(steps.length)} repos pushed`
    : 'Building the merges';
}

function needsPerson(thread: Thread): Standing | undefined {
  const ask = openAsks(thread)[0];
  if (ask)
    return {
      column: 'needs-you',
      word: askWord(ask),
      tone: ask.subject.kind === 'stuck' ? 'failed' : 'needs-you',
      reason: askLine(ask),
      since: ask.openedAt,
    };
  if (!thread.halt) return awaitsDecision(thread);
  const { kind, at } = thread.halt;
  if (kind === 'paused') return { column: 'queued', word: 'paused', tone: 'quiet', reason: 'You paused it', since: at };
  if (kind === 'taken-over')
    return { column: 'needs-you', word: 'taken over', tone: 'quiet', reason: 'You work on it by hand', since: at };
  return {
    column: 'needs-you',
    word: 'stopped',
    tone: 'quiet',
    reason: kind === 'killed' ? 'You killed the run' : 'The turn was stopped',
    since: at,
  };
}

/** It has something to do and may not begin it. */
function awaitsDecision(thread: Thread): Standing | undefined {
  const effect = effectsOf(thread)?.kind;
  const must = effect === 'run' || effect === 'prepare' ? undecided(thread) : undefined;
  return must && { ...decisionNeeded, reason: must.reason, since: thread.updatedAt };
}

const decisionNeeded = { column: 'needs-you', word: 'needs a decision', tone: 'needs-you' } as const;

function askWord(ask: Ask): string {
  switch (ask.subject.kind) {
    case 'gate':
      return 'waiting for approval';
    case 'question':
      return 'needs input';
    default:
      return stuckWords[ask.subject.code] ?? 'failed';
  }
}

const stuckWords: Readonly<Record<string, string>> = {
  'checks-failed': 'checks failed',
  uncommitted: 'needs input',
  ungated: 'ungated',
};

export function askLine(ask: Ask): string {
  return ask.subject.kind === 'gate' ? ask.subject.action.title : ask.subject.text;
}

function underWay(thread: Thread, waiting: string | undefined): Standing | undefined {
  const run = currentRun(thread);
  if (run && run.state.kind === 'working')
    return { column: 'working', word: 'working', tone: 'working', reason: taskLine(thread), since: run.startedAt };
  if (run && run.state.kind === 'starting')
    return { column: 'working', word: 'starting', tone: 'working', reason: 'Starting the agent', since: run.startedAt };
  if (thread.workspace.kind === 'preparing')
    return {
      column: 'working',
      word: 'starting',
      tone: 'working',
      reason: thread.workspace.phase,
      since: thread.workspace.since,
    };
  if (thread.workspace.kind === 'ready' && !nextInstruction(thread)) return checking(thread, waiting);
  return {
    column: 'queued',
    word: 'queued',
    tone: 'quiet',
    reason: waiting ?? triesAgain(thread) ?? 'Next to start',
    since: thread.instructions.at(-1)?.at ?? thread.createdAt,
  };
}

/** Why it stands here again though it had begun. */
function triesAgain(thread: Thread): string | undefined {
  if (thread.workspace.kind === 'failed') return `Tries again: ${thread.workspace.failure.message}`;
  const state = currentRun(thread)?.state;
  const failed = state?.kind === 'ended' && (state.outcome === 'failed' || state.outcome === 'crashed');
  return failed && currentRun(thread)?.instruction === nextInstruction(thread)?.id
    ? `Tries again: ${state.reason}`
    : undefined;
}

function taskLine(thread: Thread): string {
  const instruction = nextInstruction(thread);
  if (instruction?.kind === 'check-failure') return 'Repairing failed checks';
  return instruction?.kind === 'message' ? 'On your message' : 'On the goal';
}

function checking(thread: Thread, waiting: string | undefined): Standing | undefined {
  const refusal = notReviewable(thread);
  if (refusal?.code !== 'not-checked') return undefined;
  const round = currentRound(thread);
  if (waiting)
    return {
      column: 'queued',
      word: 'queued',
      tone: 'quiet',
      reason: `Checks wait: ${waiting}`,
      since: thread.updatedAt,
    };
  const progress =
    round && round.endedAt === undefined
      ? `${String(round.ended.length)} of ${String(round.planned.length)} checks done`
      : 'Preparing a clean checkout';
  return {
    column: 'working',
    word: 'checking',
    tone: 'working',
    reason: progress,
    since: round?.startedAt ?? thread.updatedAt,
  };
}

function reviewed(thread: Thread, waiting: string | undefined): Standing | undefined {
  const round = currentRound(thread);
  if (thread.workspace.kind !== 'ready' || headsOf(thread.changes).length === 0 || !round) return undefined;
  const since = round.endedAt ?? round.startedAt;
  if (hasClear(thread))
    return {
      column: 'ready-to-land',
      word: 'ready to land',
      tone: 'ready',
      reason: waiting === undefined ? 'You approved these commits' : `You approved these commits. ${waiting}`,
      since: thread.clear?.at ?? since,
    };
  const verdict = roundVerdict(round);
  if (verdict === 'red')
    return {
      column: 'needs-you',
      word: 'checks failed',
      tone: 'failed',
      reason: 'The checks are red on these commits',
      since,
    };
  return {
    column: 'in-review',
    word: 'in review',
    tone: 'review',
    reason: `${verdict === 'none' ? 'No checks of their own are set up for these repos' : 'All checks are green'}${otherEyes(thread, waiting)}`,
    since,
  };
}

/** Who else looks at it, or what they left to be answered. */
function otherEyes({ reviews, comments }: Thread, waiting: string | undefined): string {
  const review = openReview(reviews);
  if (review) return waiting === undefined ? `; ${review.harness.id} reviews it` : `; its review waits: ${waiting}`;
  const open = openComments(comments).length;
  return open === 0 ? '' : `; ${String(open)} open ${open === 1 ? 'comment' : 'comments'}`;
}

function unknown(thread: Thread): Standing {
  return {
    column: 'needs-you',
    word: 'unknown',
    tone: 'quiet',
    reason: 'The facts do not say where this stands',
    since: thread.updatedAt,
  };
}
