import { setTimeout as sleep } from 'node:timers/promises';
import { HarnessFailure } from '../../harness/harness-failure.ts';
import type { CheckpointReason } from '../../../core/model/workspace/checkpoint.ts';
import type { HarnessSession, TurnEnd } from '../../harness/harness.ts';
import type { Effect } from '../../../core/loop/effects.ts';
import { readsBrief, withBrief } from '../../../core/brief/brief.ts';
import { sameHarness } from '../../../core/model/run.ts';
import type { RepoChange } from '../../../core/model/change-set.ts';
import { haltWord, lastRunOf } from '../../../core/model/thread.ts';
import type { Thread } from '../../../core/model/thread.ts';
import type { RunOutcome } from '../../../core/model/run.ts';
import { fail } from '../../../core/result.ts';
import type { Result } from '../../../core/result.ts';
import type { GivenBrief } from '../brief/brief-office.ts';
import { recordedSkills } from '../brief/given-skills.ts';
import type { AbortReason } from '../performer.ts';
import { auditGate } from './gate-audit.ts';
import { say, usedSkills } from './callbacks.ts';
import type { Attempt } from './callbacks.ts';
import { followMode, followSteering } from './steering.ts';
import type { KeptSessions, LiveSession } from './kept-sessions.ts';
import { aborted, liveSession } from './live-session.ts';
import { openPorts } from '../surroundings/open-ports.ts';
import { exhausted } from '../../process/exhausted.ts';
import type { WorldParts } from './parts.ts';
import type { SavedWork } from '../../workspace/checkpoints/shelf.ts';

type RunEffect = Extract<Effect, { kind: 'run' }>;
export type End = { readonly outcome: RunOutcome; readonly reason: string };

/** How long a stopped turn may take to end in order before its process is ended. */
const stopGraceMs = 3000;
/** How long a kill waits for the checkpoint before it. The one after it, when nothing writes any more, is whole. */
const saveFirstMs = 250;

/** One attempt at one instruction: claim, start the harness, one turn, record what came of it. */
export async function performRun(
  { kept, ...parts }: WorldParts & { readonly kept: KeptSessions },
  effect: RunEffect,
  signal: AbortSignal,
): Promise<void> {
  const thread = parts.thread(effect.thread);
  const instruction = thread?.instructions.find((each) => each.id === effect.instruction);
  if (!thread || !instruction || thread.workspace.kind !== 'ready') return;
  const run = parts.newRunId();
  const session = lastRunOf(thread, thread.harness)?.session;
  const claimed = await parts.report({
    type: 'run.started',
    thread: thread.thread,
    run,
    instruction: instruction.id,
    session,
  });
  if (!claimed.ok) return;
  const attempt: Attempt = {
    parts,
    thread,
    run,
    // Its words may have been changed until it was claimed.
    instruction: parts.thread(thread.thread)?.instructions.find(({ id }) => id === instruction.id) ?? instruction,
    session,
    signal,
    audit: auditGate(run),
    kept,
    usage: undefined,
    skillsUsed: new Set(),
  };
  const end = await runTurn(attempt).catch((error: unknown): End => ({ outcome: 'crashed', reason: messageOf(error) }));
  await recordEnd(attempt, parts.brake.blame(run, end));
}

/** The harness is started or taken up again, prompted, and listened to until its turn is over. */
export async function runTurn(attempt: Attempt): Promise<End> {
  const { parts, thread, run, signal } = attempt;
  if (signal.aborted) return interruptedBy(attempt);
  const started = await liveSession(attempt);
  if (!started.ok) {
    if (signal.aborted) return interruptedBy(attempt);
    const { code, message, next } = started.error;
    return { outcome: code === 'ungated' ? 'ungated' : 'failed', reason: next ? `${message}. ${next}` : message };
  }
  const { session, contained, marker, provenAt, skills } = started.value;
  attempt.skills = skills;
  const brief = await giveBrief(attempt, started.value);
  const spawned = await parts.report({
    type: 'run.spawned',
    thread: thread.thread,
    run,
    process: session.process,
    session: session.session,
    contained,
    marker,
    provenAt,
    brief: brief?.hash,
    skills: recordedSkills(skills),
  });
  if (spawned.ok && !signal.aborted)
    return provenAt === undefined && session.capabilities.provable
      ? unproven(session)
      : raceWithAbort(attempt, started.value, brief);
  await session.kill();
  return spawned.ok ? interruptedBy(attempt) : { outcome: 'interrupted', reason: spawned.error.message };
}

/** A session that begins needs the whole brief; one that was away, what happened since. */
async function giveBrief({ parts, thread, instruction, session: asked }: Attempt, { session, skills }: LiveSession) {
  if (!readsBrief(thread.harness)) return undefined;
  const resumed = session.session === asked ? asked : undefined;
  try {
    return await parts.briefs.give(thread, { instruction: instruction.id, session: resumed, skills });
  } catch (error) {
    await session.kill();
    throw error;
  }
}

type Settled = { readonly end: TurnEnd } | { readonly error: unknown };

/** The turn, or the person's stop or kill, whichever comes first. A kill resolves only when nothing is left. */
async function raceWithAbort(attempt: Attempt, live: LiveSession, brief: GivenBrief | undefined): Promise<End> {
  const { session } = live;
  const { id, kind, text, failures } = attempt.instruction;
  const mode = followMode(attempt, session);
  await Promise.race([mode.settled, aborted(attempt.signal)]);
  say(attempt, { type: 'message', from: kind === 'check-failure' ? 'factory' : 'person', text });
  const turn = session.prompt({ id, kind, text: withBrief(brief, attempt.instruction), failures });
  const steering = followSteering(attempt, session);
  const unfollow = () => [mode.unfollow, steering].forEach((end) => end());
  const settled = turn
    .then((end): Settled => ({ end }))
    .catch((error: unknown): Settled => ({ error }))
    .finally(unfollow);
  const broken = attempt.audit.ungated.then((reason) => ({ ungated: reason }));
  const first = await Promise.race([settled, aborted(attempt.signal), broken]);
  if (first === 'aborted') return interrupt(attempt, live, settled);
  if ('ungated' in first) {
    await session.kill();
    return { outcome: 'ungated', reason: first.ungated };
  }
  if ('error' in first) {
    await session.kill();
    return attempt.signal.aborted ? interruptedBy(attempt) : brokenBy(first.error);
  }
  await leave(attempt, live);
  return endOf(first.end);
}

/** A machine that has nothing left to carry the canary with says nothing about the gate: that is tried again later. */
async function unproven(session: HarnessSession): Promise<End> {
  const short = exhausted();
  await session.kill();
  if (short !== undefined) return { outcome: 'crashed', reason: `The gate could not be proven: ${short}` };
  return { outcome: 'ungated', reason: 'The canary did not reach the gate, so nothing says that the gate works' };
}

/** A turn that completed just when it was to be stopped has completed. */
async function interrupt(attempt: Attempt, live: LiveSession, settled: Promise<Settled>): Promise<End> {
  const { session } = live;
  let last: Settled | undefined;
  if (mayEndInOrder(attempt)) {
    session.cancelTurn();
    last = await Promise.race([settled, sleep(stopGraceMs, undefined, { ref: false })]);
  }
  if (last && 'end' in last) await leave(attempt, live);
  else {
    await saveFirst(attempt);
    await session.kill();
  }
  return last && 'end' in last && last.end.outcome === 'completed' ? endOf(last.end) : interruptedBy(attempt);
}

/** A kill removes no files, but what a program does as it dies may. It gets only a moment: a kill is a kill. */
async function saveFirst(attempt: Attempt): Promise<void> {
  attempt.saved = save(attempt, 'kill');
  await Promise.race([attempt.saved, sleep(saveFirstMs, undefined, { ref: false })]);
}

async function save({ parts, thread }: Attempt, reason: CheckpointReason): Promise<SavedWork> {
  return parts.saveWork(thread, reason).catch((error: unknown) => ({ number: undefined, failed: [messageOf(error)] }));
}

/** Of an agent whose end nobody saw: who had started it died, and a contained agent dies with it. */
const unseenEnd = /\bended \(exit code unknown\)/;

/** The adapter itself may see first that calls go past the gate. */
function brokenBy(error: unknown): End {
  const reason = messageOf(error);
  if (error instanceof HarnessFailure && error.code === 'ungated') return { outcome: 'ungated', reason };
  return { outcome: unseenEnd.test(reason) ? 'orphaned' : 'crashed', reason };
}

/** After a turn that ended in order, the program waits for the next one if it can. */
async function leave({ parts, kept, thread, signal }: Attempt, live: LiveSession): Promise<void> {
  const over =
    signal.reason === ('stopping' satisfies AbortReason) || parts.thread(thread.thread)?.halt?.kind === 'taken-over';
  const stays = live.session.capabilities.keepsAlive && !over && isStillWith(parts, thread);
  if (kept && stays) kept.keep(thread.thread, live);
  else await live.session.end();
}

/** A stopped or replaced turn is cancelled, so that its session stays whole; all else is ended at once. */
function mayEndInOrder({ parts, thread, signal }: Attempt): boolean {
  if (signal.reason === ('stopping' satisfies AbortReason)) return false;
  const now = parts.thread(thread.thread);
  return now?.halt ? now.halt.kind === 'stopped' || now.halt.kind === 'taken-over' : !now?.dropped;
}

/** The person has not given the thread to another harness meanwhile. */
function isStillWith(parts: WorldParts, { thread, harness }: Attempt['thread']): boolean {
  const now = parts.thread(thread);
  return now !== undefined && sameHarness(now.harness, harness);
}

function interruptedBy({ parts, thread: { thread: id, harness }, signal }: Attempt): End {
  if (signal.reason === ('stopping' satisfies AbortReason))
    return { outcome: 'orphaned', reason: 'Teatree was closed' };
  const thread = parts.thread(id);
  if (thread?.dropped) return { outcome: 'interrupted', reason: 'The thread was dropped' };
  if (thread && !thread.halt && !sameHarness(thread.harness, harness))
    return { outcome: 'interrupted', reason: `The thread was switched to ${thread.harness.id}` };
  const how = thread?.halt ? haltWord(thread.halt.kind) : 'no longer wanted';
  return { outcome: 'interrupted', reason: `The run was ${how}` };
}

function endOf(end: TurnEnd): End {
  switch (end.outcome) {
    case 'completed':
      return { outcome: 'succeeded', reason: end.summary };
    case 'refused':
      return { outcome: 'refused', reason: end.summary };
    case 'interrupted':
      return { outcome: 'interrupted', reason: end.summary };
    default:
      return { outcome: 'failed', reason: end.summary };
  }
}

/** What stands on a thread's branches is read from git, not taken from an agent's word. */
export async function recordChanges(parts: WorldParts, thread: Thread): Promise<Result<readonly RepoChange[]>> {
  const changes = await parts
    .readChanges(thread)
    .catch((error: unknown) => fail({ code: 'changes-unreadable', message: messageOf(error) }));
  if (changes.ok)
    await parts.report({ type: 'change-set.recorded', thread: thread.thread, changes: [...changes.value] });
  return changes;
}

/** What the run left in the worktrees is recorded before its end. */
async function recordEnd(attempt: Attempt, end: End): Promise<void> {
  const { parts, thread, run } = attempt;
  const changes = await recordChanges(parts, thread);
  const kept = await keepWork(attempt, end);
  const open = await openPorts(parts.thread(thread.thread));
  const unread = changes.ok || end.outcome !== 'succeeded' ? undefined : changes.error;
  await parts.report({
    type: 'run.ended',
    thread: thread.thread,
    run,
    outcome: unread ? 'failed' : end.outcome,
    usage: attempt.usage,
    skillsUsed: usedSkills(attempt),
    reason: unread ? `What the run changed could not be read: ${unread.message}` : end.reason + kept + open,
  });
}

/** What is not committed stays in the worktree and is kept as a checkpoint as well. */
async function keepWork(attempt: Attempt, end: End): Promise<string> {
  const { number, failed } = await save(attempt, 'run-ended');
  const kept = number ?? (await attempt.saved)?.number;
  if (end.outcome === 'succeeded') return '';
  const gap = /[.!?]$/.test(end.reason) ? ' ' : '. ';
  if (failed.length > 0) return `${gap}Uncommitted work could not be saved: ${failed.join('; ')}`;
  return kept === undefined ? '' : `${gap}Uncommitted work is saved as checkpoint ${String(kept)}`;
}

export function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
