import { passGate, waitForAnswer } from '../../gates/gatekeeper.ts';
import type { GateDesk } from '../../gates/gatekeeper.ts';
import type { HarnessCallbacks, HarnessSession, Question, TurnEnd } from '../../harness/harness.ts';
import type { Effect } from '../../../core/loop/effects.ts';
import type { AskSubject } from '../../../core/model/ask.ts';
import type { RunOutcome } from '../../../core/model/run.ts';
import type { PendingInstruction, Thread } from '../../../core/model/thread.ts';
import type { HarnessEvent } from '../../../core/model/harness-event.ts';
import type { RunId } from '../../../core/ids.ts';
import type { AbortReason } from '../performer.ts';
import type { WorldParts } from './parts.ts';

type RunEffect = Extract<Effect, { kind: 'run' }>;
type End = { readonly outcome: RunOutcome; readonly reason: string };

/** How long a stopped turn may take to end in order before its process is ended. */
const stopGraceMs = 3000;

/** One attempt at one instruction: claim, start the harness, one turn, record what came of it. */
export async function performRun(parts: WorldParts, effect: RunEffect, signal: AbortSignal): Promise<void> {
  const thread = parts.thread(effect.thread);
  const instruction = thread?.instructions.find((each) => each.id === effect.instruction);
  if (!thread || !instruction || thread.workspace.kind !== 'ready') return;
  const run = parts.newRunId();
  const session = thread.runs.at(-1)?.session;
  const claimed = await parts.report({
    type: 'run.started',
    thread: thread.thread,
    run,
    instruction: instruction.id,
    session,
  });
  if (!claimed.ok) return;
  const attempt: Attempt = { parts, thread, run, instruction, session, signal };
  const end = await runTurn(attempt).catch((error: unknown): End => ({ outcome: 'crashed', reason: messageOf(error) }));
  await recordEnd(attempt, end);
}

type Attempt = {
  readonly parts: WorldParts;
  readonly thread: Thread;
  readonly run: RunId;
  readonly instruction: PendingInstruction;
  readonly session: string | undefined;
  readonly signal: AbortSignal;
};

async function runTurn(attempt: Attempt): Promise<End> {
  const { parts, thread, run, signal } = attempt;
  const started = await parts.startHarness({ thread, run, session: attempt.session, callbacks: callbacksOf(attempt) });
  if (!started.ok)
    return {
      outcome: 'failed',
      reason: started.error.next ? `${started.error.message}. ${started.error.next}` : started.error.message,
    };
  const session = started.value;
  const spawned = await parts.report({
    type: 'run.spawned',
    thread: thread.thread,
    run,
    process: session.process,
    session: session.session,
  });
  if (!spawned.ok) {
    await session.kill();
    return { outcome: 'interrupted', reason: spawned.error.message };
  }
  return raceWithAbort(attempt, session, signal);
}

/** The turn, or the person's stop or kill, whichever comes first. A kill resolves only when nothing is left. */
async function raceWithAbort(attempt: Attempt, session: HarnessSession, signal: AbortSignal): Promise<End> {
  const { id, kind, text, failures } = attempt.instruction;
  say(attempt, { type: 'message', from: kind === 'check-failure' ? 'factory' : 'person', text });
  const turn = session.prompt({ id, kind, text, failures });
  const settled = turn.then((end) => ({ end })).catch((error: unknown) => ({ error }));
  const aborted = new Promise<'aborted'>((resolve) => {
    if (signal.aborted) resolve('aborted');
    signal.addEventListener('abort', () => resolve('aborted'), { once: true });
  });
  const first = await Promise.race([settled, aborted]);
  if (first === 'aborted') return interrupt(attempt, session, settled);
  if ('error' in first) {
    await session.kill();
    return signal.aborted ? interruptedBy(signal) : { outcome: 'crashed', reason: messageOf(first.error) };
  }
  await session.end();
  return endOf(first.end);
}

async function interrupt(attempt: Attempt, session: HarnessSession, settled: Promise<unknown>): Promise<End> {
  const halt = attempt.parts.thread(attempt.thread.thread)?.halt;
  if (halt?.kind === 'stopped') {
    session.cancelTurn();
    await Promise.race([settled, new Promise((resolve) => setTimeout(resolve, stopGraceMs))]);
  }
  await session.kill();
  return interruptedBy(attempt.signal);
}

function interruptedBy(signal: AbortSignal): End {
  const stopping = signal.reason === ('stopping' satisfies AbortReason);
  return stopping
    ? { outcome: 'orphaned', reason: 'Teatree was closed' }
    : { outcome: 'interrupted', reason: 'You stopped it' };
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

/** What the run left in the worktrees is read from git, not from the agent's word, and recorded before its end. */
async function recordEnd(attempt: Attempt, end: End): Promise<void> {
  const { parts, thread, run } = attempt;
  const changes = await parts.readChanges(thread);
  if (changes.ok)
    await parts.report({ type: 'change-set.recorded', thread: thread.thread, changes: [...changes.value] });
  const unread = changes.ok || end.outcome !== 'succeeded' ? undefined : changes.error;
  await parts.report({
    type: 'run.ended',
    thread: thread.thread,
    run,
    outcome: unread ? 'failed' : end.outcome,
    reason: unread ? `What the run changed could not be read: ${unread.message}` : end.reason,
  });
}

function callbacksOf(attempt: Attempt): HarnessCallbacks {
  const { parts, thread, run } = attempt;
  const desk: GateDesk = {
    run,
    thread: thread.thread,
    context: parts.gateContext(thread),
    policy: parts.policyHash,
    read: () => parts.thread(thread.thread),
    report: (event) => parts.report(event),
    onChange: (listener) => parts.onChange(listener),
    newAskId: () => parts.newAskId(),
    onVerdict: (call, verdict) => {
      say(attempt, {
        type: 'permission',
        call: call.id,
        verdict: verdict.kind,
        rule: verdict.rule,
        reason: verdict.reason,
      });
    },
  };
  return {
    onEvent: (event) => {
      say(attempt, event);
    },
    permission: (call) => passGate(desk, call),
    question: (question) => askQuestion(attempt, desk, question),
  };
}

/** A question asked again after a crash finds its earlier answer, or its still open ask. */
async function askQuestion(attempt: Attempt, desk: GateDesk, question: Question): Promise<string> {
  const same = (desk.read()?.asks ?? []).filter(
    (ask) => ask.subject.kind === 'question' && ask.subject.question === question.id,
  );
  const earlier = same.filter((ask) => ask.state.kind !== 'withdrawn').at(-1);
  const { thread, run } = desk;
  const id = earlier?.id ?? desk.newAskId();
  if (!earlier) {
    const subject: AskSubject = {
      kind: 'question',
      question: question.id,
      text: question.text,
      options: [...question.options],
    };
    await desk.report({ type: 'ask.opened', thread, run, ask: id, subject });
  } else if (earlier.state.kind === 'open') {
    await desk.report({ type: 'ask.renewed', thread, run, ask: id, generation: earlier.generation + 1 });
  }
  const state = await waitForAnswer(desk, id);
  const text = state.kind === 'answered' && state.answer.kind === 'choose' ? state.answer.text : '';
  if (text) say(attempt, { type: 'message', from: 'person', text });
  return text;
}

function say({ parts, thread, run }: Attempt, event: HarnessEvent): void {
  parts.transcripts.append(run, event);
  const line = lastLine(event);
  if (line) parts.onActivity(thread.thread, line);
}

function lastLine(event: HarnessEvent): string | undefined {
  if (event.type === 'tool-output' || event.type === 'text') return event.text.trimEnd().split('\n').at(-1);
  if (event.type === 'tool-result' || event.type === 'turn-ended') return event.summary;
  return event.type === 'tool-call' ? (event.call.why ?? event.call.tool) : undefined;
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
