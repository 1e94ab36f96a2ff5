import type { FactoryEvent } from '../loop/event.ts';
import type { AskSubject } from '../model/ask.ts';
import type { HarnessEvent } from '../model/harness-event.ts';
import { toolLine } from '../views/transcript.ts';
import { printed } from '../views/text/visible.ts';

/** Where something was found: the thread's own words, what was said in a run or check, what changed, what was decided. */
export const searchKinds = ['thread', 'transcript', 'change', 'audit'] as const;
export type SearchKind = (typeof searchKinds)[number];

/** What can be found, and what it is in a word. */
type Findable = { readonly kind: SearchKind; readonly what: string; readonly text: string };

const longest = 50_000;

/** What of a fact can be found, if anything. */
export function findableIn(event: FactoryEvent): Findable | undefined {
  switch (event.type) {
    case 'thread.created': {
      const { title, goal } = event.brief;
      return { kind: 'thread', what: 'goal', text: goal.startsWith(title) ? goal : `${title}\n${goal}` };
    }
    case 'thread.instructed':
      return { kind: 'thread', what: event.instruction.kind.replace('-', ' '), text: event.instruction.text };
    case 'comment.added': {
      const { path, title, body } = event.comment;
      return { kind: 'thread', what: 'comment', text: [path, title, body].filter(Boolean).join('\n') };
    }
    case 'thread.dropped':
      return { kind: 'audit', what: 'dropped', text: event.reason };
    case 'run.ended':
      return event.reason === '' ? undefined : { kind: 'audit', what: `run ${event.outcome}`, text: event.reason };
    case 'landing.ended':
      return { kind: 'audit', what: `landing ${event.outcome}`, text: event.reason };
    default:
      return findableInGate(event);
  }
}

function findableInGate(event: FactoryEvent): Findable | undefined {
  switch (event.type) {
    case 'action.judged': {
      const { action, verdict } = event;
      const text = [action.title, ...action.expanded, action.raw, verdict.rule, verdict.reason].join('\n');
      return { kind: 'audit', what: verdict.kind, text: text.slice(0, longest) };
    }
    case 'ask.opened':
      return { kind: 'audit', what: 'asked', text: subjectText(event.subject) };
    case 'ask.answered': {
      const { answer } = event;
      if (answer.kind === 'approve') return undefined;
      const said = answer.kind === 'edit' ? answer.command : answer.kind === 'reject' ? answer.reason : answer.text;
      return said === '' ? undefined : { kind: 'audit', what: `answered: ${answer.kind}`, text: said };
    }
    case 'gate.rules-added':
      return { kind: 'audit', what: 'rules added', text: `${event.rules.join(', ')}\n${event.yaml}` };
    case 'gate.rules-removed':
      return { kind: 'audit', what: 'rules removed', text: `${event.rules.join(', ')}\n${event.reason}` };
    default:
      return undefined;
  }
}

function subjectText(subject: AskSubject): string {
  if (subject.kind === 'gate')
    return [subject.action.title, subject.action.raw, subject.rule, subject.reason].join('\n');
  return [subject.text, ...subject.options].join('\n');
}

/** What of a transcript's item can be found; `goesOn` where pieces of one text follow each other. */
export function saidIn(event: HarnessEvent): { readonly text: string; readonly goesOn?: string } | undefined {
  switch (event.type) {
    case 'text':
    case 'thought':
      return { text: event.text, ...(event.delta && { goesOn: event.type }) };
    case 'tool-output':
      return { text: printed(event.text), goesOn: event.call };
    case 'tool-call':
      return { text: [toolLine(event.call), ...textsIn(event.call.input)].join('\n').slice(0, longest) };
    case 'tool-result':
    case 'turn-ended':
      return event.summary === '' ? undefined : { text: event.summary };
    case 'question':
      return { text: [event.text, ...event.options].join('\n') };
    case 'plan':
      return { text: event.steps.map(({ title }) => title).join('\n') };
    case 'message':
      return { text: event.text };
    case 'limit':
    case 'error':
      return { text: event.message };
    default:
      return undefined;
  }
}

/** Every text in a value, however deep, such as the old and the new lines of an edit. */
function textsIn(value: unknown): readonly string[] {
  if (typeof value === 'string') return [value];
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(textsIn) : [];
}
