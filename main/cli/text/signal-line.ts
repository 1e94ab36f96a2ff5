import type { SignalEvent } from '../../../core/loop/signals/signal-events.ts';
import { assertNever } from '../../../core/result.ts';
import { decidedLine } from './decision-line.ts';

export function signalLine(event: SignalEvent): string {
  switch (event.type) {
    case 'signal.received':
      return `signal of ${event.signal.source}${event.signal.over ? ', over' : ''}: ${event.signal.title}`;
    case 'signal.taken':
      return `signal ${event.id} is worked on in ${event.into}`;
    case 'signal.dismissed':
      return `signal ${event.id} dismissed${event.reason ? `: ${event.reason}` : ''}`;
    case 'signal.reopened':
      return `signal ${event.id} waits for a decision again`;
    case 'signal.decided':
      return decidedLine(event.decision);
    case 'signal.decision-undone':
      return `decision undone (${event.decision})`;
    default:
      return assertNever(event);
  }
}
