import type { FactoryEvent } from '../../../core/loop/event.ts';
import type { Decision } from '../../../core/model/deciding/decision.ts';
import { authorWords } from '../../../core/decisions/words.ts';

export type DecisionFact = Extract<
  FactoryEvent,
  { type: 'thread.revived' | `thread.found-${string}` | `thread.deci${string}` }
>;

/** `nameOf` names a thread: `#3`. */
export function decisionLine(event: DecisionFact, nameOf: (id: string) => string): string {
  switch (event.type) {
    case 'thread.revived':
      return 'revived';
    case 'thread.found-dead':
      return event.evidence.length === 0
        ? 'there is something left to do again'
        : `nothing left to do: ${event.evidence.map(({ text }) => text).join('; ')}`;
    case 'thread.found-alike':
      return `looks like ${nameOf(event.alike.to)}: ${event.alike.evidence.map(({ text }) => text).join('; ')}`;
    case 'thread.decided':
      return decidedLine(event.decision);
    default:
      return `decision undone (${event.decision})`;
  }
}

export function decidedLine(decision: Decision): string {
  return `decided by ${authorWords(decision)}: ${decision.applied.action}: ${decision.reason} (${decision.id})`;
}
