import type { Place } from '../../../core/contract.ts';
import type { AskId } from '../../../core/ids.ts';
import type { FactoryState } from '../../../core/loop/state.ts';
import type { Answer, Ask } from '../../../core/model/ask.ts';
import { isAlive } from '../../../core/model/run.ts';
import type { Thread } from '../../../core/model/thread.ts';
import { currentRun, openAsks } from '../../../core/model/thread.ts';
import { askLine, standing } from '../../../core/views/board.ts';
import { plainLine } from '../plain-line.ts';

const MOST_ROWS = 8;
const LONGEST = 70;
const NEWS_FOR_MS = 24 * 60 * 60 * 1000;

export type TrayChoice = { readonly label: string; readonly answer: Answer };

/** One line of the menu. `ask` is there while it can be answered from the menu. */
export type TrayRow = {
  readonly label: string;
  readonly place: Place;
  readonly ask?: { readonly id: AskId; readonly generation: number; readonly choices: readonly TrayChoice[] };
};

export type TrayModel = {
  /** How many asks are open, over all threads; more than the rows may show. */
  readonly asks: number;
  /** Threads whose agent or checks get on; one that waits for the person does not. */
  readonly working: number;
  /** Threads that could be paused. */
  readonly alive: number;
  readonly paused: number;
  readonly rows: readonly TrayRow[];
};

/** What the tray shows: open asks, the oldest first, then news of the last day, the newest first. */
export function trayModel(state: FactoryState, now: number): TrayModel {
  const threads = [...state.threads.awake()];
  const asks = threads.flatMap((thread) => openAsks(thread).map((ask) => ({ thread, ask })));
  asks.sort((a, b) => a.ask.openedAt - b.ask.openedAt);
  const rows = asks.map(({ thread, ask }) => askRow(thread, ask));
  return {
    asks: asks.length,
    working: threads.filter((thread) => standing(thread, undefined).column === 'working').length,
    alive: threads.filter(isAtWork).length,
    paused: threads.filter((thread) => thread.halt?.kind === 'paused' && !thread.dropped).length,
    rows: [...rows, ...newsRows(threads, now)].slice(0, MOST_ROWS),
  };
}

/** Something of it would end with the app, even while it waits for the person. */
export function isAtWork(thread: Thread): boolean {
  return !thread.dropped && (isAlive(currentRun(thread)) || standing(thread, undefined).column === 'working');
}

function askRow(thread: Thread, ask: Ask): TrayRow {
  return {
    label: label(thread, askLine(ask)),
    place: { view: 'thread', thread: thread.thread, tab: 'conversation' },
    ask: { id: ask.id, generation: ask.generation, choices: choicesOf(ask) },
  };
}

function choicesOf(ask: Ask): readonly TrayChoice[] {
  if (ask.subject.kind !== 'gate')
    return ask.subject.options.map((text) => ({ label: plainLine(text, LONGEST), answer: { kind: 'choose', text } }));
  return [
    { label: 'Approve once', answer: { kind: 'approve', scope: 'once' } },
    { label: 'Reject', answer: { kind: 'reject', reason: '' } },
  ];
}

function newsRows(threads: readonly Thread[], now: number): readonly TrayRow[] {
  return threads
    .filter((thread) => openAsks(thread).length === 0)
    .map((thread) => ({ thread, stands: standing(thread, undefined) }))
    .filter(({ stands }) => isNews(stands.tone) && now - stands.since < NEWS_FOR_MS)
    .sort((a, b) => b.stands.since - a.stands.since)
    .map(({ thread, stands }) => ({
      label: label(thread, stands.word),
      place: { view: 'thread', thread: thread.thread, tab: stands.tone === 'review' ? 'changes' : 'facts' },
    }));
}

function isNews(tone: string): boolean {
  return tone === 'review' || tone === 'ready' || tone === 'failed';
}

function label(thread: Thread, line: string): string {
  return plainLine(`#${String(thread.number)} ${plainLine(thread.title, 30)} — ${line}`, LONGEST);
}
