import { passGate, waitForAnswer } from '../../gates/gatekeeper.ts';
import type { GateDesk } from '../../gates/gatekeeper.ts';
import type { HarnessCallbacks, Question } from '../../harness/harness.ts';
import type { AskId, RunId } from '../../../core/ids.ts';
import type { Report } from '../../../core/loop/command.ts';
import type { Ask, AskSubject } from '../../../core/model/ask.ts';
import type { HarnessEvent } from '../../../core/model/harness-event.ts';
import { addUsage } from '../../../core/model/run.ts';
import type { Usage } from '../../../core/model/run.ts';
import type { PendingInstruction, Thread } from '../../../core/model/thread.ts';
import { skillTakenUp } from '../../../core/skills/used.ts';
import type { ToolCall } from '../../../core/model/action.ts';
import type { GivenSkills } from '../brief/given-skills.ts';
import type { SavedWork } from '../../workspace/checkpoints/shelf.ts';
import { orDenied } from './gate-audit.ts';
import type { GateAudit } from './gate-audit.ts';
import type { KeptSessions } from './kept-sessions.ts';
import type { WorldParts } from './parts.ts';

/** One try at one instruction, by one run. */
export type Attempt = {
  readonly parts: WorldParts;
  readonly thread: Thread;
  readonly run: RunId;
  readonly instruction: PendingInstruction;
  readonly session: string | undefined;
  readonly signal: AbortSignal;
  readonly audit: GateAudit;
  /** Absent for a review: its program ends with it. */
  readonly kept?: KeptSessions;
  /** The checkpoint before a kill; after it there may be nothing new to save. */
  saved?: Promise<SavedWork>;
  /** What its turn used so far. */
  usage: Usage | undefined;
  /** The mode that its program was asked for last, or told of since. */
  mode?: string;
  /** What its program was given, once it is known. */
  skills?: GivenSkills;
  /** Names of the skills that its agent took up so far. */
  readonly skillsUsed: Set<string>;
};

/** What the harness of this attempt may ask and tell. */
export function callbacksOf(attempt: Attempt): HarnessCallbacks {
  const { parts, thread, run, audit } = attempt;
  const desk: GateDesk = {
    run,
    thread: thread.thread,
    context: parts.gateContext(thread),
    policy: () => parts.policyFor(thread),
    onWarning: (rule, text) => parts.onGateWarning(rule, text),
    read: () => parts.thread(thread.thread),
    report: (event) => parts.report(audit.stamp(event)),
    onChange: (listener) => parts.onChange(listener),
    newAskId: () => parts.newAskId(),
    onVerdict: (call, verdict) => {
      say(attempt, {
        type: 'permission',
        call: call.id,
        verdict: verdict.kind,
        rule: verdict.rule,
        reason: verdict.reason,
        ...(verdict.notes && { notes: verdict.notes }),
      });
    },
  };
  return {
    onEvent: (event) => {
      parts.brake.saw({ thread: thread.thread, harness: thread.harness.id, run }, event);
      if (event.type === 'usage') attempt.usage = addUsage(attempt.usage, event);
      if (event.type === 'tool-call') noteSkill(attempt, event.call);
      if (event.type === 'mode') noteMode(attempt, event.mode);
      say(attempt, audit.traced(event));
    },
    permission: async (call, can) => audit.answered(call, await orDenied(() => passGate(desk, call, can))),
    question: (question) => askQuestion(attempt, desk, question),
  };
}

function noteSkill({ skills, skillsUsed }: Attempt, call: ToolCall): void {
  if (skills === undefined) return;
  const names = skills.chosen.map(({ skill }) => skill.name);
  const used = skillTakenUp(call, { names, folder: skills.folder });
  if (used !== undefined) skillsUsed.add(used);
}

/** The program went on in another mode than was asked of it. */
function noteMode(attempt: Attempt, mode: string): void {
  const { parts, run } = attempt;
  const { thread } = attempt.thread;
  attempt.mode = mode;
  if (parts.thread(thread)?.mode !== mode) void parts.report({ type: 'run.mode-changed', thread, run, mode });
}

/** For the record of its end. */
export function usedSkills({ skillsUsed }: Attempt): string[] | undefined {
  return skillsUsed.size > 0 ? [...skillsUsed].sort() : undefined;
}

/**
 * A question asked again after a crash finds its earlier answer, or its still open ask. Without an answer it rejects:
 * the agent then waits on, and is never told something the person did not say.
 */
async function askQuestion(attempt: Attempt, desk: GateDesk, question: Question): Promise<string> {
  const same = (desk.read()?.asks ?? []).filter(
    (ask) => ask.subject.kind === 'question' && ask.subject.question === question.id,
  );
  const earlier = same.filter((ask) => ask.state.kind !== 'withdrawn').at(-1);
  const id = earlier?.id ?? desk.newAskId();
  const opening = openQuestion(desk, question, { id, earlier });
  const recorded = opening && (await desk.report(opening));
  if (recorded && !recorded.ok) throw new Error(recorded.error.message);
  const state = await waitForAnswer(desk, id);
  if (state.kind !== 'answered' || state.answer.kind !== 'choose')
    throw new Error(state.kind === 'withdrawn' ? state.reason : 'The run is over');
  const { text } = state.answer;
  say(attempt, { type: 'message', from: 'person', text });
  return text;
}

function openQuestion(
  { thread, run }: GateDesk,
  { id: question, text, options }: Question,
  { id, earlier }: { readonly id: AskId; readonly earlier: Ask | undefined },
): Report | undefined {
  if (earlier?.state.kind === 'answered') return undefined;
  if (earlier) return { type: 'ask.renewed', thread, run, ask: id, generation: earlier.generation + 1 };
  const subject: AskSubject = { kind: 'question', question, text, options: [...options] };
  return { type: 'ask.opened', thread, run, ask: id, subject };
}

type Speaker = Pick<Attempt, 'run'> & {
  readonly parts: Pick<WorldParts, 'transcripts' | 'onActivity'>;
  readonly thread: Pick<Thread, 'thread'>;
};

/** Into the transcript, and onto the board as what the thread was last seen doing. */
export function say({ parts, thread, run }: Speaker, event: HarnessEvent): void {
  parts.transcripts.append(run, event);
  const line = lastLine(event);
  parts.onActivity(thread.thread, line ?? '', event);
}

function lastLine(event: HarnessEvent): string | undefined {
  if (event.type === 'tool-output' || event.type === 'text') return event.text.trimEnd().split('\n').at(-1);
  if (event.type === 'tool-result' || event.type === 'turn-ended') return event.summary;
  return event.type === 'tool-call' ? (event.call.why ?? event.call.tool) : undefined;
}
