import type { SignalId, ThreadId } from '../../ids.ts';
import { turnsOf } from '../../loop/plan/turns.ts';
import type { FactoryState } from '../../loop/state.ts';
import { isOpen } from '../../model/deciding/signal.ts';
import { untriaged } from '../../model/attention/triage.ts';
import { isUnfinished } from '../../model/thread.ts';
import type { Thread } from '../../model/thread.ts';
import { standing } from '../../views/board.ts';
import { boardPrint } from '../board-print.ts';
import type { Proposal } from '../proposal.ts';
import { proposalsOf } from '../rules.ts';
import { subjectsOf } from '../subjects.ts';
import { lineWithin, tokensOf } from './tokens.ts';

/** What does not fit is counted, not cut in the middle. */
const mostTokens = 3000;
/** Longer titles are cut, and shorter still before any line is left out. */
const mostOfTitle = [24, 16, 11, 7];

type Line = {
  readonly text: string;
  readonly about: readonly (ThreadId | SignalId)[];
  /** What of it may be quoted, being no sign of ours. */
  readonly said: string;
};

/**
 * The board as a model reads it: one line per proposal, thread and signal. Titles are quoted, on one line and short; bodies,
 * goals and outputs are not in it.
 */
export function boardText(state: FactoryState, now: number): string {
  const { lines, more } = shownOf(state, now);
  return [
    headOf(state),
    ...lines.map(({ text }) => text),
    ...(more > 0 ? [`and ${String(more)} more lines that are not shown`] : []),
  ].join('\n');
}

/** The lines of it that say something of a thread or signal. */
export function boardLines(state: FactoryState, now: number): readonly Line[] {
  return shownOf(state, now).lines;
}

function headOf(state: FactoryState): string {
  return `board ${boardPrint(state)}`;
}

function shownOf(state: FactoryState, now: number): { readonly lines: readonly Line[]; readonly more: number } {
  const room = mostTokens - tokensOf(`${headOf(state)}\nand 1000 more lines that are not shown`);
  const proposals = proposalsOf(state, now);
  let all: readonly Line[] = [];
  for (const most of mostOfTitle) {
    all = [
      ...proposals.map((each) => proposalLine(each, most)),
      ...threadLines(state, most),
      ...signalLines(state, most),
    ];
    if (fitting(all, room) === all.length) break;
  }
  const fits = fitting(all, room);
  return { lines: all.slice(0, fits), more: all.length - fits };
}

/** How many of the first lines there is room for. */
function fitting(lines: readonly Line[], room: number): number {
  let taken = 0;
  const over = lines.findIndex(({ text }) => (taken += tokensOf(`${text}\n`)) > room);
  return over < 0 ? lines.length : over;
}

function inQuotes(text: string, tokens: number): string {
  return `"${lineWithin(text, { characters: tokens * 3, tokens }).replaceAll('"', "'")}"`;
}

function proposalLine({ key, choice, alternatives, reason }: Proposal, most: number): Line {
  const said = inQuotes(reason, 2 * most);
  const answers = [choice.action, ...alternatives].join('|');
  return { text: `proposal ${key} ${answers} ${said}`, about: subjectsOf(choice), said };
}

function threadLines({ threads, repos }: FactoryState, most: number): readonly Line[] {
  const turns = turnsOf({ threads, repos });
  const nameOf = (id: Thread['repos'][number]) => lineWithin(repos.get(id)?.name ?? id, { characters: 30, tokens: 12 });
  return [...threads.awake()].filter(isUnfinished).map((thread) => {
    const { priority, size } = thread.triage ?? untriaged;
    const waits = turns.blockersOf(thread.thread).map(({ number }) => `#${String(number)}`);
    const waiting = waits.length === 0 ? '' : ` waits-for=${waits.slice(0, 5).join(',')}`;
    const where = thread.repos.slice(0, 3).map(nameOf).join(',');
    const { word } = standing(thread, undefined);
    const text = `thread #${String(thread.number)} ${priority} size=${String(size)} ${word} in=${where}${waiting} ${inQuotes(thread.title, most)}`;
    return { text, about: [thread.thread], said: text };
  });
}

function signalLines({ signals }: FactoryState, most: number): readonly Line[] {
  return [...signals.values()].filter(isOpen).map(({ signal: { id, kind, source, trust, title } }) => {
    const text = `signal ${id} ${kind} of ${source} ${trust} ${inQuotes(title, most)}`;
    return { text, about: [id], said: text };
  });
}
