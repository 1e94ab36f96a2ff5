import type { FactoryState } from '../loop/state.ts';
import { expiryOf } from '../model/ask.ts';
import type { Ask } from '../model/ask.ts';
import type { Thread } from '../model/thread.ts';
import { openAsks } from '../model/thread.ts';

/** One card of the inbox: the same gate asked by several threads is one decision to make. */
export type AskGroup = { readonly key: string; readonly asks: readonly Ask[]; readonly since: number };

/** Riskiest first would bury old questions, so the one that waits longest comes first. */
export function inboxOf(state: FactoryState): readonly AskGroup[] {
  const groups = new Map<string, Ask[]>();
  for (const thread of state.threads.values()) {
    if (thread.dropped) continue;
    for (const ask of openAsks(thread)) {
      const key = groupKey(ask);
      groups.set(key, [...(groups.get(key) ?? []), ask]);
    }
  }
  return [...groups]
    .map(([key, asks]): AskGroup => ({ key, asks, since: Math.min(...asks.map((ask) => ask.openedAt)) }))
    .sort((a, b) => a.since - b.since || (a.key < b.key ? -1 : 1));
}

const longestRaw = 10_000;

/** Threads have worktrees of their own, so the same command differs in its directory and its fingerprint. */
function groupKey(ask: Ask): string {
  if (ask.subject.kind !== 'gate') return ask.id;
  const { action, rule, risk } = ask.subject;
  // What was cut, or stands for a secret, may be different things under one text.
  if (action.raw.length >= longestRaw || action.raw.includes('«secret')) return ask.id;
  return `gate:${rule}:${risk}:${action.tool}:${action.raw}`;
}

/** When a question of the gate is answered safely by itself. Other questions wait as long as it takes. */
export function expiresAt(ask: Ask, askHours: number): number | undefined {
  return expiryOf(ask, askHours);
}

export type Answered = { readonly ask: Ask; readonly thread: Thread; readonly at: number };

/** Every decision that was made or fell away, latest first. */
export function answeredAsks(state: FactoryState): readonly Answered[] {
  const answered: Answered[] = [];
  for (const thread of state.threads.values()) {
    for (const ask of thread.asks) if (ask.state.kind !== 'open') answered.push({ ask, thread, at: ask.state.at });
  }
  return answered.sort((a, b) => b.at - a.at);
}
