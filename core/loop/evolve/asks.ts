import type { Ask, AskState } from '../../model/ask.ts';
import type { Thread } from '../../model/thread.ts';
import type { ThreadEvent } from '../event.ts';

export type AskEvent = Extract<ThreadEvent, { type: `ask.${string}` }>;

export function isAskEvent(event: ThreadEvent): event is AskEvent {
  return event.type.startsWith('ask.');
}

export function evolveAsks(thread: Thread, event: AskEvent, at: number): Thread {
  if (event.type === 'ask.opened') {
    const ask: Ask = {
      id: event.ask,
      thread: event.thread,
      run: event.run,
      generation: 1,
      subject: event.subject,
      openedAt: at,
      state: { kind: 'open' },
    };
    return { ...thread, asks: [...thread.asks, ask] };
  }
  return { ...thread, asks: thread.asks.map((ask) => (ask.id === event.ask ? evolveAsk(ask, event, at) : ask)) };
}

function evolveAsk(ask: Ask, event: Exclude<AskEvent, { type: 'ask.opened' }>, at: number): Ask {
  if (event.type === 'ask.renewed') return { ...ask, generation: event.generation, run: event.run };
  const state: AskState =
    event.type === 'ask.answered'
      ? { kind: 'answered', answer: event.answer, by: event.by, at }
      : { kind: 'withdrawn', reason: event.reason, at };
  return { ...ask, state };
}
