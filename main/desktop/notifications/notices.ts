import type { Activity, Place } from '../../../core/contract.ts';
import type { AskId } from '../../../core/ids.ts';
import type { Entry, FactoryEvent } from '../../../core/loop/event.ts';
import type { FactoryState } from '../../../core/loop/state.ts';
import type { Thread } from '../../../core/model/thread.ts';
import { plainLine } from '../plain-line.ts';

const LONGEST_TITLE = 80;
const LONGEST_LINE = 200;

/** Something the person is told about once. `gate` is there when it can be approved or rejected on the spot. */
export type Notice = {
  readonly title: string;
  readonly line: string;
  readonly place: Place;
  /** The ask it tells of; the notice is out of date once that is answered. */
  readonly ask: AskId | undefined;
  readonly gate: { readonly id: AskId; readonly generation: number } | undefined;
};

/** New asks (failures are asks too) and ended landings. Everything else is on the board for who looks. */
export function noticesOf(entries: readonly Entry[], state: FactoryState): readonly Notice[] {
  return entries.flatMap(({ event }) => {
    const thread = 'thread' in event ? state.threads.get(event.thread) : undefined;
    const notice = thread && noticeOf(event, thread);
    return notice ? [notice] : [];
  });
}

/** A run of which nothing is heard: the card said *quiet* long before, and nothing is ended for it. */
export function silenceNotice({ thread: id, silence }: Activity, state: FactoryState): Notice | undefined {
  const thread = state.threads.get(id);
  if (!thread) return undefined;
  const line = silence?.suspended ? 'Its process is suspended' : 'Nothing was heard of its agent for a long time';
  return {
    ...words('No signal', thread, line),
    place: placeOf(thread, 'conversation'),
    ask: undefined,
    gate: undefined,
  };
}

/** Asks that these entries closed. */
export function closedAsks(entries: readonly Entry[]): readonly AskId[] {
  return entries.flatMap(({ event }) =>
    event.type === 'ask.answered' || event.type === 'ask.withdrawn' ? [event.ask] : [],
  );
}

function noticeOf(event: FactoryEvent, thread: Thread): Notice | undefined {
  if (event.type === 'ask.opened') return askNotice(event, thread);
  if (event.type !== 'landing.ended') return undefined;
  const title = event.outcome === 'landed' ? 'Landed' : `Landing ${event.outcome.replace('-', ' ')}`;
  return { ...words(title, thread, event.reason), place: placeOf(thread, 'facts'), ask: undefined, gate: undefined };
}

function askNotice(event: Extract<FactoryEvent, { type: 'ask.opened' }>, thread: Thread): Notice | undefined {
  // Answered or withdrawn in the same batch: there is nothing to do any more.
  const ask = thread.asks.find((candidate) => candidate.id === event.ask && candidate.state.kind === 'open');
  if (!ask) return undefined;
  const place = placeOf(thread, 'conversation');
  const { subject } = ask;
  if (subject.kind !== 'gate') {
    const title = subject.kind === 'question' ? 'Needs an answer' : 'Stopped';
    return { ...words(title, thread, subject.text), place, ask: ask.id, gate: undefined };
  }
  const gate = { id: ask.id, generation: ask.generation };
  return { ...words('Needs approval', thread, subject.action.title), place, ask: ask.id, gate };
}

function words(what: string, thread: Thread, line: string): Pick<Notice, 'title' | 'line'> {
  return {
    title: plainLine(`${what}: #${String(thread.number)} ${thread.title}`, LONGEST_TITLE),
    line: plainLine(line, LONGEST_LINE),
  };
}

function placeOf(thread: Thread, tab: 'conversation' | 'facts'): Place {
  return { view: 'thread', thread: thread.thread, tab };
}
