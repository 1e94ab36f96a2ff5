import { isProof } from '../gates/rules/factory/canary.ts';
import type { Instruction } from '../model/instruction.ts';
import { isAlive, standOf } from '../model/run.ts';
import type { Review } from '../model/review/review.ts';
import type { Run, RunState } from '../model/run.ts';
import { currentRun } from '../model/thread.ts';
import type { Thread } from '../model/thread.ts';
import { assertNever } from '../result.ts';
import { isLandingEvent, evolveLanding } from './evolve/landing.ts';
import { tallied } from './evolve/gate.ts';
import { evolveAsks, isAskEvent } from './evolve/asks.ts';
import { evolveHarness } from './evolve/harness.ts';
import { evolveLinks, movedAt } from './evolve/links.ts';
import { evolveRepo } from './evolve/repos.ts';
import { evolveReviews, isReviewEvent, patchReview, reviewOf } from './evolve/reviews.ts';
import { workedMs } from './evolve/worked.ts';
import { evolveShared, isSharedEvent } from './evolve/shared.ts';
import { evolveQueue, isQueueEvent, movedBefore, queuedMessages } from './queue/queue-events.ts';
import { isSignalEvent } from './event.ts';
import { withDecision } from './decisions/decision-events.ts';
import { evolveSignal, signalIdOf } from './signals/signal-events.ts';
import type { Entry, ThreadEvent } from './event.ts';
import type { FactoryState } from './state.ts';

/** Folds one fact into the state. Pure but for the state it owns; unknown threads and repos are ignored. */
export function evolve(state: FactoryState, entry: Entry): void {
  const { event } = entry;
  if (isSharedEvent(event)) return evolveShared(state, event, entry.at);
  if (isSignalEvent(event)) {
    const id = signalIdOf(event);
    const known = evolveSignal(state.signals.get(id), event, entry.at);
    if (known) state.signals.set(id, known);
    return;
  }
  if (event.type === 'action.judged') state.gate = tallied(state.gate, event.verdict, entry.at);
  if (!('thread' in event)) return evolveRepo(state, event);
  if (event.type === 'thread.created') {
    state.threads.set(event.thread, newThread(event, entry.at));
    return;
  }
  const thread = state.threads.get(event.thread);
  if (!thread) return;
  const times = {
    workedMs: workedMs(thread, entry.at),
    movedAt: movedAt(thread, event, entry.at),
    updatedAt: entry.at,
  };
  state.threads.set(event.thread, { ...evolveThread(thread, event, entry.at), ...times });
}

function newThread(event: Extract<ThreadEvent, { type: 'thread.created' }>, at: number): Thread {
  return {
    ...event.brief,
    number: event.number,
    createdAt: at,
    updatedAt: at,
    workspace: { kind: 'none' },
    instructions: [{ ...event.instruction, at, done: false }],
    runs: [],
    asks: [],
    changes: [],
    rounds: [],
    clear: undefined,
    landings: [],
    reviews: [],
    comments: [],
    halt: undefined,
    dropped: undefined,
    switches: [],
    recheck: false,
    verdicts: { allow: 0, deny: 0, ask: 0 },
    denials: {},
  };
}

type RunChange = Extract<ThreadEvent, { type: 'run.started' | 'run.spawned' | 'run.ended' }>;
type Change = Exclude<ThreadEvent, { type: 'thread.created' }>;

function evolveThread(thread: Thread, event: Change, at: number): Thread {
  if (isLandingEvent(event)) return evolveLanding(thread, event, at);
  if (isAskEvent(event)) return evolveAsks(thread, event, at);
  if (isReviewEvent(event)) return evolveReviews(thread, event, at);
  if (isQueueEvent(event)) return evolveQueue(thread, event);
  const review = reviewOf(thread, event);
  if (review) return evolveInReview(thread, review, { event, at });
  switch (event.type) {
    case 'thread.instructed':
      return instruct(thread, event.instruction, at);
    case 'thread.halted':
      return { ...thread, halt: { kind: event.halt, at } };
    case 'thread.resumed':
      return resumed(thread);
    case 'thread.harness-switched':
    case 'thread.mode-chosen':
    case 'run.mode-changed':
      return evolveHarness(thread, event, at);
    case 'thread.dropped':
      return { ...thread, dropped: { reason: event.reason, at } };
    case 'thread.revived':
      return { ...thread, dropped: undefined };
    case 'thread.found-dead':
      return { ...thread, deadEvidence: event.evidence };
    case 'thread.decided':
    case 'thread.decision-undone':
      return { ...thread, decisions: withDecision(thread.decisions, event, at) };
    case 'thread.triaged':
      return { ...thread, triage: event.triage, triaged: { at, reason: event.reason } };
    case 'thread.linked':
    case 'thread.unlinked':
    case 'thread.found-alike':
    case 'thread.tried-together':
      return evolveLinks(thread, event, at);
    case 'workspace.entered-phase':
    case 'workspace.prepared':
    case 'workspace.failed':
    case 'workspace.removed':
      return evolveWorkspace(thread, event, at);
    case 'run.started':
    case 'run.spawned':
    case 'run.ended':
      return evolveRun(thread, event, at);
    case 'run.steered':
      return { ...thread, instructions: withDone(thread, event.instruction) };
    case 'action.judged':
      return evolveGate(thread, event, at);
    case 'change-set.recorded':
      return { ...thread, changes: event.changes };
    case 'checks.requested':
      return { ...thread, recheck: true };
    case 'checks.started':
    case 'check.ended':
    case 'checks.ended':
      return evolveChecks(thread, event, at);
    default:
      return assertNever(event);
  }
}

/** What stood in its way is tried anew. */
function resumed(thread: Thread): Thread {
  const { workspace } = thread;
  return {
    ...{ ...thread, halt: undefined, setbacks: [] },
    workspace: workspace.kind === 'failed' ? { kind: 'none' } : workspace,
  };
}

/** The runs of a review go through the same states as those of a thread, and change nothing else of it. */
function evolveInReview(
  thread: Thread,
  { id, harness, runs, denials }: Review,
  { event, at }: { readonly event: Change; readonly at: number },
): Thread {
  const inner = evolveThread({ ...thread, reviews: [], instructions: [], harness, runs, denials }, event, at);
  return {
    ...thread,
    verdicts: inner.verdicts,
    reviews: patchReview(thread.reviews, id, { runs: inner.runs, denials: inner.denials }),
  };
}

/**
 * What was tried and did not succeed is superseded by what the person says next; what was never tried still stands, and
 * so does what a run is about, unless the message replaces it.
 */
function instruct(thread: Thread, instruction: Instruction, at: number): Thread {
  const run = currentRun(thread);
  const goesOn = isAlive(run) && !thread.halt && (instruction.delivery ?? 'replace') !== 'replace';
  const tried = new Set(thread.runs.map((each) => each.instruction));
  if (goesOn && run) tried.delete(run.instruction);
  const earlier = thread.instructions.map((each) => (tried.has(each.id) ? { ...each, done: true } : each));
  const instructions = [...earlier, { ...instruction, at, done: false }];
  const [first] = instruction.delivery === 'replace' ? queuedMessages({ instructions, runs: thread.runs }) : [];
  if (!first) return { ...thread, instructions };
  // It takes the place of the turn, so it comes before what waits for later turns.
  return movedBefore({ ...thread, instructions }, instruction.id, first.id);
}

function evolveWorkspace(thread: Thread, event: Extract<Change, { type: `workspace.${string}` }>, at: number): Thread {
  switch (event.type) {
    case 'workspace.entered-phase': {
      const since = thread.workspace.kind === 'preparing' ? thread.workspace.since : at;
      return { ...thread, workspace: { kind: 'preparing', phase: event.phase, since } };
    }
    case 'workspace.prepared': {
      const { path, worktrees, ports, restored } = event;
      return {
        ...thread,
        setbacks: [],
        workspace: { kind: 'ready', path, worktrees, ports, ...(restored && { restored }) },
      };
    }
    case 'workspace.removed':
      return { ...thread, workspace: { kind: 'none' } };
    case 'workspace.failed':
      return {
        ...thread,
        workspace: { kind: 'failed', failure: event.failure, at },
        setbacks: [...(thread.setbacks ?? []), event.failure.message],
      };
    default:
      return assertNever(event);
  }
}

function evolveRun(thread: Thread, event: RunChange, at: number): Thread {
  if (event.type === 'run.started') {
    const run: Run = {
      id: event.run,
      instruction: event.instruction,
      startedAt: at,
      session: event.session,
      harness: thread.harness,
      state: { kind: 'starting', since: at },
      gate: { provenAt: undefined, lastAt: undefined, decisions: 0 },
    };
    return { ...thread, runs: [...thread.runs, run], denials: {} };
  }
  if (event.type === 'run.spawned') {
    const state: RunState = { kind: 'working', since: at, process: event.process };
    const contained = event.contained && { contained: event.contained };
    const before = thread.runs.find((run) => run.id === event.run)?.gate;
    const gate = before && { gate: { ...before, provenAt: before.provenAt ?? event.provenAt } };
    const marker = event.marker && { marker: event.marker };
    const given = { ...(event.brief && { brief: event.brief }), ...(event.skills && { skills: event.skills }) };
    return {
      ...thread,
      runs: patchRun(thread, event.run, { session: event.session, state, ...contained, ...marker, ...gate, ...given }),
    };
  }
  const state: RunState = { kind: 'ended', outcome: event.outcome, reason: event.reason, at };
  const run = thread.runs.find((each) => each.id === event.run);
  const done = event.outcome === 'succeeded';
  return {
    ...thread,
    runs: patchRun(thread, event.run, {
      state,
      left: standOf(thread.changes),
      ...(event.usage && { usage: event.usage }),
      ...(event.skillsUsed && { skillsUsed: event.skillsUsed }),
    }),
    instructions: done && run ? withDone(thread, run.instruction) : thread.instructions,
  };
}

function withDone(thread: Thread, id: Instruction['id']): Thread['instructions'] {
  return thread.instructions.map((each) => (each.id === id ? { ...each, done: true } : each));
}

function patchRun(thread: Thread, id: Run['id'], patch: Partial<Run>): readonly Run[] {
  return thread.runs.map((run) => (run.id === id ? { ...run, ...patch } : run));
}

function evolveGate(thread: Thread, event: Extract<Change, { type: 'action.judged' }>, at: number): Thread {
  const gate = thread.runs.find((run) => run.id === event.run)?.gate;
  if (!gate) return thread;
  if (isProof(event.verdict))
    return { ...thread, runs: patchRun(thread, event.run, { gate: { ...gate, provenAt: gate.provenAt ?? at } }) };
  const life = { ...gate, lastAt: at, decisions: gate.decisions + 1 };
  return countVerdict({ ...thread, runs: patchRun(thread, event.run, { gate: life }) }, event);
}

function countVerdict(thread: Thread, event: Extract<Change, { type: 'action.judged' }>): Thread {
  const { kind } = event.verdict;
  const { fingerprint } = event.action;
  const verdicts = { ...thread.verdicts, [kind]: thread.verdicts[kind] + 1 };
  if (kind !== 'deny') return { ...thread, verdicts };
  return { ...thread, verdicts, denials: { ...thread.denials, [fingerprint]: (thread.denials[fingerprint] ?? 0) + 1 } };
}

function evolveChecks(thread: Thread, event: Extract<Change, { round: number }>, at: number): Thread {
  if (event.type === 'checks.started') {
    const { round, heads, planned } = event;
    const earlier = thread.rounds.filter((each) => each.round !== round);
    return {
      ...thread,
      recheck: false,
      rounds: [
        ...earlier,
        {
          round,
          heads,
          planned,
          ended: [],
          startedAt: at,
          instructions: thread.instructions.length,
          endedAt: undefined,
        },
      ],
    };
  }
  const rounds = thread.rounds.map((each) => {
    if (each.round !== event.round) return each;
    return event.type === 'check.ended' ? { ...each, ended: [...each.ended, event.end] } : { ...each, endedAt: at };
  });
  return { ...thread, rounds };
}
