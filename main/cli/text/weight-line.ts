import type { FactoryEvent } from '../../../core/loop/event.ts';
import { linkWords } from '../../../core/views/attention/links.ts';
import { triageWords } from '../../../core/views/attention/why.ts';

export type WeightEvent = Extract<
  FactoryEvent,
  { type: 'thread.triaged' | 'thread.linked' | 'thread.unlinked' | 'thread.tried-together' }
>;

/** What is thought of a thread's weight, and what it is to others. `nameOf` names a thread: `#3`. */
export function weightLine(event: WeightEvent, nameOf: (id: string) => string): string {
  switch (event.type) {
    case 'thread.triaged':
      return `triaged: ${triageWords(event.triage)}${event.reason === undefined ? '' : ` (${event.reason})`}`;
    case 'thread.linked': {
      const { kind, to, evidence } = event.edge;
      return `${linkWords[kind]} ${nameOf(to)}${evidence === undefined ? '' : `: ${evidence}`}`;
    }
    case 'thread.tried-together': {
      const { other, failed } = event.trial;
      const names = failed.map(({ name }) => name).join(', ');
      return `${failed.length === 0 ? 'green' : 'red'} together with ${nameOf(other)}${names && `: ${names}`}`;
    }
    default:
      return `no longer: ${linkWords[event.edge.kind]} ${nameOf(event.edge.to)}`;
  }
}
