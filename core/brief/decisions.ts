import type { Ask } from '../model/ask.ts';
import type { Thread } from '../model/thread.ts';
import { named, onOneLine } from './quote.ts';

/** Something the gate said no to. */
export type Denial = { readonly title: string; readonly rule: string; readonly reason: string; readonly next?: string };

/** A thread over the same repos that the person gave up, with the reason. */
export type DroppedThread = { readonly number: number; readonly title: string; readonly reason: string };

type Facts = {
  readonly thread: Thread;
  readonly denials: readonly Denial[];
  readonly dropped: readonly DroppedThread[];
};

const mostOfEach = 20;

/** What was decided so far, the newest last, and what not to try again. Empty where nothing was. */
export function decisionsOf({ thread, denials, dropped }: Facts): string {
  const messages = thread.instructions
    .filter(({ kind, withdrawn }) => kind === 'message' && withdrawn !== true)
    .slice(-mostOfEach)
    .map(({ text }) => `- the person said: ${named(text, 1000)}`);
  const answers = thread.asks.slice(-mostOfEach).flatMap(answerLine);
  const no = [
    ...unique(denials.map(denialLine)).slice(-mostOfEach),
    ...dropped
      .slice(-5)
      .map(
        ({ number, title, reason }) => `- thread #${String(number)} ${named(title, 80)} was dropped: ${named(reason)}`,
      ),
  ];
  return [...section('Decisions so far', [...messages, ...answers]), ...section('What not to do', no)].join('\n\n');
}

function section(title: string, lines: readonly string[]): readonly string[] {
  return lines.length > 0 ? [`## ${title}\n\n${lines.join('\n')}`] : [];
}

function answerLine({ subject, state }: Ask): readonly string[] {
  if (state.kind !== 'answered') return [];
  const what = subject.kind === 'gate' ? subject.action.title : subject.text;
  const { answer, by } = state;
  const who = by.who === 'person' ? 'the person' : 'nobody in time, so the factory';
  if (answer.kind === 'approve') return [`- ${who} approved ${named(what)}`];
  if (answer.kind === 'reject')
    return [`- ${who} rejected ${named(what)}${answer.reason ? `: ${named(answer.reason, 1000)}` : ''}`];
  const words = answer.kind === 'edit' ? answer.command : answer.text;
  return [`- asked ${named(what)}, ${who} answered ${named(words, 1000)}`];
}

function denialLine({ title, rule, reason, next }: Denial): string {
  const instead = next === undefined ? '' : ` Instead: ${onOneLine(next, 200)}`;
  return `- the gate denied ${named(title, 160)} (${rule}): ${onOneLine(reason, 240)}${instead}`;
}

function unique(lines: readonly string[]): readonly string[] {
  return [...new Set(lines)];
}
