import { createHash } from 'node:crypto';
import { summarise } from '../../core/gates/action.ts';
import type { GateContext } from '../../core/gates/context.ts';
import { withCommand } from '../../core/gates/tools/with-command.ts';
import type { PermissionAnswer, Verdict } from '../../core/gates/verdict.ts';
import type { AskId, RunId, ThreadId } from '../../core/ids.ts';
import type { Report } from '../../core/loop/command.ts';
import type { Action, ActionSummary, ToolCall } from '../../core/model/action.ts';
import type { Ask } from '../../core/model/ask.ts';
import type { Thread } from '../../core/model/thread.ts';
import type { Result } from '../../core/result.ts';
import { redactDeep } from '../../core/secrets/redact.ts';
import { judgeInTime } from './in-time.ts';
import { notesOn } from './notes.ts';
import type { InForce } from './policy/shelf.ts';
import { understand } from './understand.ts';

/** How a gatekeeper learns and records: given by whoever runs the thread. */
export type GateDesk = {
  readonly run: RunId;
  readonly thread: ThreadId;
  readonly context: GateContext;
  /** What is in force now, the person's switch included. */
  policy(): Promise<InForce>;
  /** The thread as it stands now. */
  read(): Thread | undefined;
  report(event: Report): Promise<Result<unknown>>;
  /** Calls back after every recorded batch until unsubscribed. */
  onChange(listener: () => void): () => void;
  newAskId(): AskId;
  onVerdict(call: ToolCall, verdict: Verdict): void;
  /** Something broke that the person should know of. */
  onWarning(rule: string, text: string): void;
};

/**
 * The one decision function of a run: call in, allow or deny out, with the person in between where a rule asks.
 * Every verdict is on disk before it takes effect; what cannot be recorded is denied.
 */
export async function passGate(desk: GateDesk, call: ToolCall, can?: Reach): Promise<PermissionAnswer> {
  const action = await understand(call, desk.context);
  const { policy, hash: inForce } = await desk.policy();
  const notes = notesOn(call);
  const judgement = judgeInTime(action, desk.context, { policy });
  const verdict: Verdict = notes.length > 0 ? { ...judgement, notes } : judgement;
  const judged: Judged = { action: summaryOf(action), policy: inForce };
  const recorded = await record(desk, judged, verdict);
  if (recorded) return recorded;
  desk.onVerdict(call, verdict);
  for (const { rule, text } of verdict.warnings ?? []) desk.onWarning(rule, text);
  if (verdict.kind === 'allow') return { kind: 'allow' };
  if (verdict.kind === 'deny') return { kind: 'deny', message: denialText(verdict) };
  return askPerson(desk, { call, can, judged, verdict });
}

/** An action and the hash of the policy that judged it. */
type Judged = { readonly action: ActionSummary; readonly policy: string };

/** Judged and fingerprinted is what the agent sent; told is what holds no secret, redacted before it is cut. */
function summaryOf(action: Action): ActionSummary {
  const { fingerprint } = summarise(action, hash);
  const { call, title, commands } = action;
  return { ...summarise({ ...action, ...redactDeep({ call, title, commands }) }, hash), fingerprint };
}

function hash(text: string): string {
  return createHash('sha256').update(text).digest('hex').slice(0, 32);
}

async function record(
  desk: GateDesk,
  { action, policy }: Judged,
  verdict: Verdict,
): Promise<PermissionAnswer | undefined> {
  const { thread, run } = desk;
  const recorded = await desk.report({ type: 'action.judged', thread, run, action, verdict, policy });
  return recorded.ok ? undefined : { kind: 'deny', message: `Denied: ${recorded.error.message}` };
}

/** `edit`: the program can be handed another command than the one it asked about. */
type Reach = { readonly edit: boolean };

type Asking = {
  readonly call: ToolCall;
  readonly can: Reach | undefined;
  readonly judged: Judged;
  /** The one that asks. */
  readonly verdict: Verdict;
};

async function askPerson(desk: GateDesk, asking: Asking): Promise<PermissionAnswer> {
  const { judged, verdict } = asking;
  const thread = desk.read();
  const earlier = findEarlier(thread, judged.action);
  const ask = earlier && wasHeard(earlier, thread) ? earlier.id : await openAsk(desk, { judged, verdict, earlier });
  if (ask === undefined) return { kind: 'deny', message: 'Denied: the question could not be recorded' };
  const answered = await waitForAnswer(desk, ask);
  if (answered.kind !== 'answered')
    return { kind: 'deny', message: `Denied: ${answered.kind === 'withdrawn' ? answered.reason : 'the run is over'}` };
  const { answer } = answered;
  const by = answered.by.who === 'person' ? 'person' : 'nobody';
  if (answer.kind === 'edit') return passEdited(desk, asking, answer.command);
  const approved = answer.kind === 'approve';
  const reason = answer.kind === 'reject' && answer.reason ? answer.reason : undefined;
  const final: Verdict = approved
    ? { kind: 'allow', rule: verdict.rule, reason: 'Approved by the person', by }
    : { kind: 'deny', rule: verdict.rule, reason: reason ?? 'Rejected by the person', next: verdict.next, by };
  const refused = await record(desk, judged, final);
  return refused ?? (approved ? { kind: 'allow' } : { kind: 'deny', message: denialText(final) });
}

/**
 * The person put a command of their own in the place of the agent's: it is judged like any other, and what the gate
 * denies stays denied; what it asks about they have just answered. A program that cannot be handed it is told instead.
 */
async function passEdited(desk: GateDesk, asking: Asking, command: string): Promise<PermissionAnswer> {
  const { call, can, judged, verdict } = asking;
  const edited = can?.edit ? withCommand(call, command) : undefined;
  if (edited === undefined) {
    const instead: Verdict = {
      ...{ kind: 'deny', rule: verdict.rule, by: 'person' },
      reason: `The person wants this instead, word for word: ${command}`,
    };
    return (await record(desk, judged, instead)) ?? { kind: 'deny', message: denialText(instead) };
  }
  const action = await understand(edited, desk.context);
  const { policy, hash: inForce } = await desk.policy();
  const again = judgeInTime(action, desk.context, { policy });
  const final: Verdict =
    again.kind === 'deny'
      ? again
      : { kind: 'allow', rule: verdict.rule, reason: 'Approved by the person, with another command', by: 'person' };
  const summary = { ...summaryOf(action), replaces: judged.action.raw };
  const refused = await record(desk, { action: summary, policy: inForce }, final);
  if (refused) return refused;
  if (final.kind === 'allow') return { kind: 'allow', command };
  desk.onVerdict(edited, final);
  return { kind: 'deny', message: denialText(final) };
}

/**
 * The same call asked again after a crash, the same action the person approved for the whole thread, or the one they answered
 * after the run that asked was gone: the next run asks under a name of its own, and the answer is due to it, once.
 */
function findEarlier(thread: Thread | undefined, action: ActionSummary): Ask | undefined {
  const same = (thread?.asks ?? []).filter(
    (ask) => ask.subject.kind === 'gate' && ask.subject.action.fingerprint === action.fingerprint,
  );
  const forThread = same.find(
    ({ state }) => state.kind === 'answered' && state.answer.kind === 'approve' && state.answer.scope === 'thread',
  );
  const sameCall = same.findLast((ask) => ask.subject.kind === 'gate' && ask.subject.action.call === action.call);
  const due = same.findLast((ask) => isPersons(ask) && !wasHeard(ask, thread));
  return forThread ?? (sameCall && stillCounts(sameCall, thread) ? sameCall : due);
}

function isPersons({ state }: Ask): boolean {
  return state.kind === 'answered' && state.by.who === 'person';
}

/** Answered, and not after its run was over. Whoever takes an answer up that nobody heard renews its ask, so it is heard. */
function wasHeard({ state, run: asking }: Ask, thread: Thread | undefined): boolean {
  const run = thread?.runs.find(({ id }) => id === asking);
  return state.kind === 'answered' && !(run?.state.kind === 'ended' && run.state.at <= state.at);
}

/** A rejection ended its run; when the person has it tried again, it is their wish to be asked again. */
function stillCounts({ state }: Ask, thread: Thread | undefined): boolean {
  if (state.kind !== 'answered' || state.answer.kind !== 'reject') return state.kind !== 'withdrawn';
  return !thread?.runs.some(
    (run) =>
      run.state.kind === 'ended' &&
      run.state.at >= state.at &&
      ['refused', 'failed', 'succeeded'].includes(run.state.outcome),
  );
}

async function openAsk(
  desk: GateDesk,
  { judged, verdict, earlier }: { judged: Judged; verdict: Verdict; earlier: Ask | undefined },
): Promise<AskId | undefined> {
  const { thread, run } = desk;
  const id = earlier?.id ?? desk.newAskId();
  const { rule, reason, next, risk = 'medium', notes } = verdict;
  const recorded = earlier
    ? await desk.report({ type: 'ask.renewed', thread, run, ask: id, generation: earlier.generation + 1 })
    : await desk.report({
        type: 'ask.opened',
        thread,
        run,
        ask: id,
        subject: { kind: 'gate', ...judged, rule, reason, next, risk, ...(notes && { notes }) },
      });
  return recorded.ok ? id : undefined;
}

/** Resolves when the ask is answered or withdrawn, or the run it belongs to is over. */
export function waitForAnswer(desk: Pick<GateDesk, 'read' | 'onChange' | 'run'>, id: AskId): Promise<Ask['state']> {
  return new Promise((resolve) => {
    const look = () => {
      const thread = desk.read();
      const ask = thread?.asks.find((each) => each.id === id);
      const over = thread?.runs.find((run) => run.id === desk.run)?.state.kind === 'ended';
      if (ask && ask.state.kind === 'open' && !over) return;
      unsubscribe();
      resolve(ask?.state ?? { kind: 'withdrawn', reason: 'the ask is gone', at: 0 });
    };
    const unsubscribe = desk.onChange(look);
    look();
  });
}

function denialText(verdict: Verdict): string {
  const next = verdict.next ? ` Next: ${verdict.next}` : '';
  return `Denied by ${verdict.rule}: ${verdict.reason}${/[.!?]$/.test(verdict.reason) ? '' : '.'}${next}`;
}
