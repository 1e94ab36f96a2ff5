import type { Input } from '../../../core/contract.ts';
import { headsOf } from '../../../core/model/change-set.ts';
import type { Thread } from '../../../core/model/thread.ts';
import { currentLanding, openAsks } from '../../../core/model/thread.ts';
import { standing } from '../../../core/views/board.ts';

/** What somebody at the desk would do now. `key` names the deed: it is done once. */
export type Deed =
  | { readonly kind: 'wait' }
  | { readonly kind: 'approve'; readonly key: string; readonly input: Input<'asks.answer'> }
  | { readonly kind: 'land'; readonly key: string; readonly input: Input<'threads.land'> }
  | { readonly kind: 'landed' }
  | { readonly kind: 'give-up'; readonly reason: string };

/** Approves what the gate asks, lands what is in review, and gives up on everything that a person would have to judge. */
export function nextDeed(thread: Thread): Deed {
  const stands = standing(thread, undefined);
  if (stands.column === 'landed') return { kind: 'landed' };
  const landing = currentLanding(thread);
  if (landing?.ended) return { kind: 'give-up', reason: `${stands.word}: ${landing.ended.reason}` };
  if (thread.dropped ?? thread.halt) return { kind: 'give-up', reason: `the thread is ${stands.word}` };
  const ask = openAsks(thread)[0];
  if (ask && ask.subject.kind !== 'gate') return { kind: 'give-up', reason: `it needs a person: ${ask.subject.text}` };
  if (ask) {
    const input = { ask: ask.id, generation: ask.generation, answer: { kind: 'approve' as const } };
    return { kind: 'approve', key: `${ask.id} ${String(ask.generation)}`, input };
  }
  if (stands.column !== 'in-review') return { kind: 'wait' };
  const heads = headsOf(thread.changes);
  const key = heads.map((head) => head.commit).join(' ');
  return { kind: 'land', key, input: { thread: thread.thread, heads: [...heads] } };
}
