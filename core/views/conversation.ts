import { queuedMessages } from '../loop/queue/queue-events.ts';
import type { Ask } from '../model/ask.ts';
import type { Landing } from '../model/change-set.ts';
import type { CheckRound } from '../model/check.ts';
import type { Review } from '../model/review/review.ts';
import type { HarnessChoice, Run } from '../model/run.ts';
import type { PendingInstruction, Thread } from '../model/thread.ts';
import type { Between } from './attention/between.ts';
import { triageWords } from './attention/why.ts';
import { waitsFor } from './text/waiting.ts';
import type { TranscriptRow } from './transcript.ts';

type At<K extends string, T> = { readonly kind: K; readonly key: string; readonly at: number } & T;

/** One row of a thread's conversation: what its agents said and did, and what happened around them. */
export type ConversationRow =
  | At<'instruction', { readonly instruction: PendingInstruction }>
  | At<'run', { readonly run: Run; readonly nth: number }>
  /** `ask` is the decision this call or question waits for, or waited for. */
  | At<'transcript', { readonly row: TranscriptRow; readonly ask: Ask | undefined }>
  /** What its agent said stands apart from what the worker says; `run` is the latest try. */
  | At<'review', { readonly review: Review; readonly run: Run | undefined }>
  | At<'ask', { readonly ask: Ask }>
  | At<'checks', { readonly round: CheckRound }>
  | At<'landing', { readonly landing: Landing }>
  /** From here on another agent works. */
  | At<'switch', { readonly to: HarnessChoice }>
  | At<'milestone', { readonly text: string; readonly reason: string }>;

/** In the order of time; `between` is what it has to do with other threads. Transcripts are given by run; a run whose transcript is not loaded shows its facts alone. */
export function conversationOf(
  thread: Thread,
  transcripts: ReadonlyMap<string, readonly TranscriptRow[]>,
  between: readonly Between[] = [],
): readonly ConversationRow[] {
  const joined = new Set<Ask>();
  const asks = asksByCall(thread);
  const spoken = thread.runs.flatMap((run) => {
    const rows = transcripts.get(run.id) ?? [];
    return rows
      .filter((row) => !repeats(thread, row))
      .map((row) => transcriptRow(run, row, asks.get(joinKey(run.id, row))));
  });
  for (const row of spoken) if (row.ask) joined.add(row.ask);
  // What waits has a place of its own, until there is nobody to say it to.
  const queued = new Set(thread.dropped ? [] : queuedMessages(thread));
  const rows: ConversationRow[] = [
    ...thread.instructions.filter((each) => !queued.has(each)).map(instructionRow),
    ...thread.runs.map((run, index): ConversationRow => ({
      kind: 'run',
      key: run.id,
      at: run.startedAt,
      run,
      nth: index + 1,
    })),
    ...spoken,
    ...thread.asks
      .filter((ask) => !joined.has(ask))
      .map((ask): ConversationRow => ({ kind: 'ask', key: ask.id, at: ask.openedAt, ask })),
    ...thread.rounds.map((round): ConversationRow => ({
      kind: 'checks',
      key: `round-${String(round.round)}`,
      at: round.startedAt,
      round,
    })),
    ...thread.reviews.map((review): ConversationRow => ({
      ...{ kind: 'review', key: review.id, at: review.requestedAt },
      ...{ review, run: review.runs.at(-1) },
    })),
    ...thread.landings.map((landing): ConversationRow => ({
      kind: 'landing',
      key: landing.id,
      at: landing.startedAt,
      landing,
    })),
    ...milestones(thread),
    ...between.map((found): ConversationRow => ({ kind: 'milestone', ...found })),
  ];
  return rows.sort((a, b) => placeOf(thread, a) - placeOf(thread, b));
}

/** What the person took back stays as a line, so that nobody wonders where it went. */
function instructionRow(instruction: PendingInstruction): ConversationRow {
  const { id: key, at } = instruction;
  return instruction.withdrawn === true
    ? { kind: 'milestone', key, at, text: 'You took back a message that nobody had heard', reason: '' }
    : { kind: 'instruction', key, at, instruction };
}

/** What was said and is not heard yet stands at the end, where it will be taken up. */
function placeOf(thread: Thread, row: ConversationRow): number {
  const waits = row.kind === 'instruction' && waitsFor(thread, row.instruction, undefined) !== undefined;
  return waits ? waiting + row.at : row.at;
}

const waiting = 1e15;

type SpokenRow = Extract<ConversationRow, { kind: 'transcript' }>;

/** By what was said: a conversation is put together anew with each thing that is said, and most of it is as it was. */
const spokenRows = new WeakMap<TranscriptRow, SpokenRow>();

function transcriptRow(run: Run, row: TranscriptRow, ask: Ask | undefined): SpokenRow {
  const key = `${run.id}-${String(row.seq)}`;
  const known = spokenRows.get(row);
  if (known?.key === key && known.ask === ask) return known;
  const made: SpokenRow = { kind: 'transcript', key, at: row.at, row, ask };
  spokenRows.set(row, made);
  return made;
}

/** The same call may be asked again by a later run after a crash, so the newest ask of a call is the one that counts. */
function asksByCall(thread: Thread): ReadonlyMap<string, Ask> {
  const found = new Map<string, Ask>();
  for (const ask of thread.asks) {
    const id =
      ask.subject.kind === 'gate'
        ? ask.subject.action.call
        : ask.subject.kind === 'question'
          ? ask.subject.question
          : undefined;
    if (id !== undefined) found.set(`${ask.run ?? ''}/${id}`, ask);
  }
  return found;
}

function joinKey(run: string, row: TranscriptRow): string {
  if (row.kind === 'tool') return `${run}/${row.call.id}`;
  return row.kind === 'event' && row.event.type === 'question' ? `${run}/${row.event.id}` : '';
}

/** What the facts tell already: the start of a turn, and an instruction as the agent was told it. */
function repeats(thread: Thread, row: TranscriptRow): boolean {
  if (row.kind !== 'event') return false;
  const { event } = row;
  if (event.type === 'turn-started') return true;
  return (
    event.type === 'message' && thread.instructions.some((instruction) => instruction.text.trim() === event.text.trim())
  );
}

function milestones(thread: Thread): readonly ConversationRow[] {
  const rows: ConversationRow[] = [];
  const { workspace, clear, halt, dropped } = thread;
  if (workspace.kind === 'failed')
    rows.push({
      kind: 'milestone',
      key: 'workspace',
      at: workspace.at,
      text: 'The workspace could not be made',
      reason: workspace.failure.message,
    });
  if (clear)
    rows.push({ kind: 'milestone', key: clear.id, at: clear.at, text: 'You approved these commits', reason: '' });
  if (halt) rows.push({ kind: 'milestone', key: 'halt', at: halt.at, text: haltTexts[halt.kind], reason: '' });
  for (const [nth, { to, at }] of thread.switches.entries())
    rows.push({ kind: 'switch', key: `switch-${String(nth)}`, at, to });
  if (thread.triage && thread.triaged)
    rows.push({
      ...{ kind: 'milestone', key: 'triaged', at: thread.triaged.at },
      ...{ text: `Triaged: ${triageWords(thread.triage)}`, reason: thread.triaged.reason ?? '' },
    });
  if (dropped)
    rows.push({ kind: 'milestone', key: 'dropped', at: dropped.at, text: 'Dropped', reason: dropped.reason });
  return rows;
}

const haltTexts = {
  paused: 'Paused',
  stopped: 'The turn was stopped',
  killed: 'The run was killed',
  'taken-over': 'You took over',
} as const;
