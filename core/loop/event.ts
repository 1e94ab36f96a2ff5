import { z } from 'zod';
import {
  AskId,
  ClearId,
  CommentId,
  CommitId,
  InstructionId,
  LandingId,
  RepoId,
  ReviewId,
  RunId,
  ThreadId,
} from '../ids.ts';
import { ActionSummary } from '../model/action.ts';
import { Edge, ThreadEdge } from '../model/attention/edge.ts';
import { Trial } from '../model/attention/trial.ts';
import { Triage } from '../model/attention/triage.ts';
import { Actor, Answer, OpenedAsk } from '../model/ask.ts';
import { Clear, Head, LandingCause, LandingGroup, LandingOutcome, RepoChange } from '../model/change-set.ts';
import { CheckEnd, PlannedCheck } from '../model/check.ts';
import { Evidence } from '../model/deciding/decision.ts';
import { Likeness } from '../model/deciding/likeness.ts';
import { PauseTarget } from '../model/gate.ts';
import { Instruction } from '../model/instruction.ts';
import { Repo, RepoConfig } from '../model/repo.ts';
import { WrittenComment } from '../model/review/comment.ts';
import { Reviewed, ReviewOrder, ReviewReport } from '../model/review/review.ts';
import { Contained, HarnessChoice, ProcessIdentity, RunOutcome } from '../model/run.ts';
import { Usage } from '../model/run.ts';
import { HaltKind, Ports, ThreadBrief } from '../model/thread.ts';
import { Verdict } from '../gates/verdict.ts';
import { GivenSkill } from '../skills/given.ts';
import { threadDecisionEvents } from './decisions/decision-events.ts';
import { limitEvents } from './limits/limit.ts';
import type { LimitEvent } from './limits/limit.ts';
import { queueEvents } from './queue/queue-events.ts';
import { orderEvents } from './orders/orders.ts';
import type { OrderEvent } from './orders/orders.ts';
import { lessonEvents } from './lessons/lesson-events.ts';
import type { LessonEvent } from './lessons/lesson-events.ts';
import { seatEvents } from './seat/seat-events.ts';
import type { SeatEvent } from './seat/seat-events.ts';
import { signalEvents } from './signals/signal-events.ts';
import type { SignalEvent } from './signals/signal-events.ts';

const thread = ThreadId;
const run = RunId;
const failure = z.object({ code: z.string(), message: z.string(), next: z.string().optional() });
const worktree = z.object({ repo: RepoId, path: z.string(), branch: z.string(), base: CommitId });

function event<T extends string, S extends z.ZodRawShape>(type: T, shape: S) {
  return z.object({ type: z.literal(type), ...shape });
}

const repoEvents = [
  event('repo.added', { repo: Repo }),
  event('repo.configured', { repo: RepoId, config: RepoConfig }),
  event('repo.removed', { repo: RepoId }),
  /** What its code builds on, by name, as its protected branch says by now. */
  event('repo.ordered', { repo: RepoId, after: z.array(z.string()) }),
  /** Whether agents get the skills that it brings. */
  event('repo.skills-trusted', { repo: RepoId, trusted: z.boolean() }),
] as const;

const threadEvents = [
  event('thread.created', { thread, brief: ThreadBrief, number: z.number().int(), instruction: Instruction }),
  event('thread.instructed', { thread, instruction: Instruction }),
  event('thread.halted', { thread, halt: HaltKind, by: Actor }),
  event('thread.resumed', { thread, by: Actor }),
  /** Whose turn it is next; sessions of the one before are kept. */
  event('thread.harness-switched', { thread, harness: HarnessChoice, by: Actor }),
  /** How its program works from now on: one of the modes that its harness has. */
  event('thread.mode-chosen', { thread, mode: z.string().min(1).max(100), by: Actor }),
  event('thread.dropped', { thread, reason: z.string(), by: Actor }),
  event('thread.revived', { thread, by: Actor }),
  /** What a machine saw that leaves nothing to do; the whole of it, nothing when it does not hold any more. */
  event('thread.found-dead', { thread, evidence: z.array(Evidence) }),
  /** It looks like the same work as an earlier one; takes the place of what was said of these two before. */
  event('thread.found-alike', { thread, alike: Likeness }),
  ...queueEvents,
  ...threadDecisionEvents,
  /** The whole of what is thought of it now. */
  event('thread.triaged', { thread, triage: Triage, reason: z.string().optional(), by: Actor }),
  event('thread.linked', { thread, edge: ThreadEdge, by: Actor }),
  event('thread.unlinked', { thread, edge: Edge, by: Actor }),
  /** The checks over its merge with another one. */
  event('thread.tried-together', { thread, trial: Trial }),
  event('workspace.entered-phase', { thread, phase: z.string() }),
  event('workspace.prepared', {
    ...{ thread, path: z.string(), worktrees: z.array(worktree), ports: Ports },
    /** The person brought it back from the trash. */
    restored: z.boolean().optional(),
  }),
  /** Into the trash, after a checkpoint; the branches stay. */
  event('workspace.removed', { thread, trash: z.string(), checkpoint: z.number().int().optional() }),
  event('workspace.failed', { thread, failure }),
] as const;

const runEvents = [
  /** The claim: written before the process starts, so that nothing starts twice. */
  event('run.started', {
    thread,
    run,
    instruction: InstructionId,
    session: z.string().optional(),
    /** The review that it is a try of; then it is no run of the thread. */
    review: ReviewId.optional(),
  }),
  event('run.spawned', {
    thread,
    run,
    process: ProcessIdentity,
    session: z.string(),
    contained: Contained.optional(),
    /** The run that started the process, whose mark it bears, and when the gate was proven: both may be an earlier turn's. */
    marker: RunId.optional(),
    provenAt: z.number().optional(),
    /** SHA-256 of the brief that it is prompted with. */
    brief: z.string().optional(),
    /** What its program was given as it started. */
    skills: z.array(GivenSkill).max(100).optional(),
  }),
  /** A message reached the agent in the middle of its turn, so no turn of its own is owed. */
  event('run.steered', { thread, run, instruction: InstructionId }),
  /** Its program changed its mode by itself, as after a plan that was approved. */
  event('run.mode-changed', { thread, run, mode: z.string().min(1).max(100) }),
  event('run.ended', {
    ...{ thread, run, outcome: RunOutcome, reason: z.string(), usage: Usage.optional() },
    /** Names of the skills that its agent took up. */
    skillsUsed: z.array(z.string().max(64)).max(100).optional(),
  }),
  event('action.judged', {
    thread,
    run,
    action: ActionSummary,
    verdict: Verdict,
    policy: z.string(),
    decision: z.string().optional(),
  }),
  event('ask.opened', OpenedAsk.shape),
  /** The agent asked again for the same thing: answers to the earlier generation no longer count. */
  event('ask.renewed', { thread, ask: AskId, generation: z.number().int(), run: RunId.optional() }),
  event('ask.answered', { thread, ask: AskId, generation: z.number().int(), answer: Answer, by: Actor }),
  event('ask.withdrawn', { thread, ask: AskId, reason: z.string() }),
  event('change-set.recorded', { thread, changes: z.array(RepoChange) }),
] as const;

const reviewEvents = [
  event('review.requested', { thread, review: ReviewOrder, changes: z.array(Reviewed).min(1), by: Actor }),
  event('review.cancelled', { thread, review: ReviewId, reason: z.string(), by: Actor }),
  event('review.reported', { thread, run, report: ReviewReport }),
  event('comment.added', { thread, comment: WrittenComment }),
  event('comment.resolved', { thread, comment: CommentId, by: Actor }),
  event('comment.reopened', { thread, comment: CommentId, by: Actor }),
  event('comments.sent', { thread, comments: z.array(CommentId).min(1), instruction: InstructionId, by: Actor }),
] as const;

const checkEvents = [
  event('checks.requested', { thread, by: Actor }),
  event('checks.started', { thread, round: z.number().int(), heads: z.array(Head), planned: z.array(PlannedCheck) }),
  event('check.ended', { thread, round: z.number().int(), end: CheckEnd }),
  event('checks.ended', { thread, round: z.number().int() }),
] as const;

const landingEvents = [
  event('clear.given', { thread, clear: Clear, by: Actor }),
  event('landing.started', {
    ...{ thread, landing: LandingId, clear: ClearId, heads: z.array(Head) },
    group: LandingGroup.optional(),
  }),
  /** All change sets of its group were green together, on the targets as they were then. */
  event('landing.proven', { thread, landing: LandingId }),
  event('landing.prepared', { thread, landing: LandingId, repo: RepoId, target: CommitId, merge: CommitId }),
  event('landing.push-claimed', { thread, landing: LandingId, repo: RepoId }),
  event('landing.pushed', { thread, landing: LandingId, repo: RepoId }),
  event('landing.push-refused', { thread, landing: LandingId, repo: RepoId, reason: z.string() }),
  event('landing.revert-claimed', { thread, landing: LandingId, repo: RepoId, target: CommitId, revert: CommitId }),
  event('landing.reverted', { thread, landing: LandingId, repo: RepoId }),
  event('landing.revert-refused', { thread, landing: LandingId, repo: RepoId, reason: z.string() }),
  event('landing.ended', {
    thread,
    landing: LandingId,
    outcome: LandingOutcome,
    cause: LandingCause.optional(),
    reason: z.string(),
  }),
] as const;

/** The gate as a whole. Hashes are those of the policy in force before and after. */
const gateEvents = [
  event('gate.paused', { target: PauseTarget, until: z.number().optional(), by: Actor }),
  event('gate.resumed', { target: PauseTarget, by: Actor }),
  event('gate.rules-added', {
    rules: z.array(z.string()),
    yaml: z.string(),
    before: z.string(),
    after: z.string(),
    ask: AskId.optional(),
    by: Actor,
  }),
  event('gate.rules-removed', {
    rules: z.array(z.string()),
    reason: z.string(),
    before: z.string(),
    after: z.string(),
    by: Actor,
  }),
] as const;

/** A recorded past-tense fact about one thread (or one repo, the gate, a harness, a signal, the model's seat, the orders, a lesson). The journal holds nothing else. */
export const FactoryEvent = z.discriminatedUnion('type', [
  ...repoEvents,
  ...threadEvents,
  ...runEvents,
  ...reviewEvents,
  ...checkEvents,
  ...landingEvents,
  ...gateEvents,
  ...limitEvents,
  ...signalEvents,
  ...seatEvents,
  ...orderEvents,
  ...lessonEvents,
]);
export type FactoryEvent = z.infer<typeof FactoryEvent>;

export type ThreadEvent = Extract<FactoryEvent, { thread: unknown }>;
export type GateEvent = Extract<FactoryEvent, { type: `gate.${string}` }>;
export type RepoEvent = Exclude<
  FactoryEvent,
  ThreadEvent | GateEvent | LimitEvent | SignalEvent | SeatEvent | OrderEvent | LessonEvent
>;

export function isGateEvent(event: FactoryEvent): event is GateEvent {
  return event.type.startsWith('gate.');
}

export function isLimitEvent(event: FactoryEvent): event is LimitEvent {
  return event.type.startsWith('harness.');
}

export function isSignalEvent(event: FactoryEvent): event is SignalEvent {
  return event.type.startsWith('signal.');
}

export function isOrderEvent(event: FactoryEvent): event is OrderEvent {
  return event.type.startsWith('orders.');
}

export function isLessonEvent(event: FactoryEvent): event is LessonEvent {
  return event.type.startsWith('lesson.');
}

export function isSeatEvent(event: FactoryEvent): event is SeatEvent {
  return event.type.startsWith('seat.');
}

/** A fact with its place and time in the journal. `at` is milliseconds since the epoch. */
export type Entry = { readonly seq: number; readonly at: number; readonly event: FactoryEvent };
