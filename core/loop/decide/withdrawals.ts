import type { Ask } from '../../model/ask.ts';
import type { FactoryEvent } from '../event.ts';

export function withdrawals(asks: readonly Ask[], reason: string): readonly FactoryEvent[] {
  return asks.map((ask) => ({ type: 'ask.withdrawn', thread: ask.thread, ask: ask.id, reason }));
}
