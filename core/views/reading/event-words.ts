import { capabilitiesText } from '../text/capabilities.ts';
import type { EventRow } from '../transcript.ts';

/** What a harness told beside its calls and its words; `reason` is what stands behind it. */
export type EventWords = { readonly text: string; readonly reason: string };

export function eventWords(event: EventRow['event']): EventWords {
  switch (event.type) {
    case 'message':
      return { text: event.from === 'person' ? 'You said:' : 'The factory said:', reason: event.text };
    case 'question':
      return { text: 'The agent asked:', reason: event.text };
    case 'session':
      return { text: 'The agent is up.', reason: capabilitiesText(event.can) };
    case 'turn-started':
      return { text: 'The turn began.', reason: '' };
    case 'turn-ended':
      return { text: `The turn ${endings[event.outcome]}.`, reason: event.summary };
    case 'sub-agent':
      return { text: `Sub-agent ${event.state}:`, reason: event.title || event.id };
    case 'plan':
      return { text: 'Plan:', reason: event.steps.map(({ title, state }) => `\n${marks[state]} ${title}`).join('') };
    case 'limit':
      return { text: limits[event.kind], reason: event.message };
    case 'mode':
      return { text: 'Its mode is now', reason: event.mode };
    case 'note':
      return { text: event.message, reason: '' };
    default:
      return { text: 'Error:', reason: event.message };
  }
}

const endings = {
  completed: 'was completed',
  failed: 'failed',
  interrupted: 'was interrupted',
  refused: 'was refused',
} as const;

const marks = { pending: '- [ ]', active: '- [ ] (now)', done: '- [x]' } as const;

const limits = {
  retry: 'The harness tries again by itself.',
  rate: 'A rate limit was reached.',
  quota: 'The quota is used up.',
  overload: 'The model is overloaded.',
  login: 'Nobody is signed in.',
} as const;
