import type { Ask } from '../model/ask.ts';
import type { Thread } from '../model/thread.ts';
import { queuedMessages } from '../loop/queue/queue-events.ts';
import type { Part } from './budget.ts';
import { named, onOneLine } from './quote.ts';

/** Something the gate said no to. */
export type Denial = { readonly title: string; readonly rule: string; readonly reason: string; readonly next?: string };

/** A thread over the same repos that the person gave up, with the reason. */
export type DroppedThread = { readonly number: number; readonly title: string; readonly reason: string };

export type DecisionFacts = {
  readonly thread: Thread;
  readonly denials: readonly Denial[];
  readonly dropped: readonly DroppedThread[];
};

type Line = { readonly at: number; readonly text: string };

const mostDecisions = 40;
const mostDenials = 20;
const mostDropped = 5;

/** What was decided so far and what not to try again, the newest first: where it is cut, the oldest is left out. */
export function decisionParts({ thread, denials, dropped }: DecisionFacts, keep: number): readonly Part[] {
  const decided = [...messageLines(thread), ...thread.asks.flatMap(answerLine)].sort((a, b) => b.at - a.at);
  const no = [...new Set(denials.toReversed().map(denialLine))].slice(0, mostDenials);
  const gaveUp = dropped
    .slice(-mostDropped)
    .map(
      ({ number, title, reason }) => `- thread #${String(number)} ${named(title, 80)} was dropped: ${named(reason)}`,
    );
  const lines = decided.slice(0, mostDecisions).map(({ text }) => text);
  return [
    { name: 'decisions', text: section('Decisions so far, the newest first', lines), keep, most: 8000 },
    { name: 'what not to do', text: section('What not to do', [...no, ...gaveUp]), keep, most: 4000 },
  ];
}

function section(title: string, lines: readonly string[]): string {
  return lines.length > 0 ? `## ${title}\n\n${lines.join('\n')}` : '';
}

/** One that waits for its turn can still be taken back, so nobody is told of it. */
function messageLines(thread: Thread): readonly Line[] {
  const waiting = new Set(queuedMessages(thread).map(({ id }) => id));
  return thread.instructions
    .filter(({ kind, withdrawn, id }) => kind === 'message' && withdrawn !== true && !waiting.has(id))
    .map(({ at, text }) => ({ at, text: `- the person said: ${named(text, 1000)}` }));
}

function answerLine({ subject, state }: Ask): readonly Line[] {
  if (state.kind !== 'answered') return [];
  const what = named(subject.kind === 'gate' ? subject.action.title : subject.text);
  const { answer, by, at } = state;
  const who = by.who === 'person' ? 'the person' : 'nobody in time, so the factory';
  if (answer.kind === 'approve') return [{ at, text: `- ${who} approved ${what}` }];
  if (answer.kind === 'reject') {
    const why = answer.reason ? `: ${named(answer.reason, 1000)}` : '';
    return [{ at, text: `- ${who} rejected ${what}${why}` }];
  }
  const words = answer.kind === 'edit' ? answer.command : answer.text;
  return [{ at, text: `- asked ${what}, ${who} answered ${named(words, 1000)}` }];
}

function denialLine({ title, rule, reason, next }: Denial): string {
  const instead = next === undefined ? '' : ` Instead: ${onOneLine(next, 200)}`;
  return `- the gate denied ${named(title, 160)} (${rule}): ${onOneLine(reason, 240)}${instead}`;
}
