import { isOpen } from '../model/deciding/signal.ts';
import { isUnfinished } from '../model/thread.ts';
import type { Thread } from '../model/thread.ts';
import type { FactoryState } from '../loop/state.ts';

type DecidedOn = Pick<FactoryState, 'threads' | 'signals' | 'orders'>;

/** Names a board: two boards the rules would read differently have different prints. Not a safeguard against forgery. */
export function boardPrint({ threads, signals, orders }: DecidedOn): string {
  let print = 0;
  for (const thread of threads.awake()) if (isUnfinished(thread)) print = mixed(print, threadPrint(thread));
  for (const known of signals.values())
    if (isOpen(known)) print = mixed(print, `${known.signal.id}@${String(known.signal.revision)}${known.signal.trust}`);
  // The place of an order says which wins.
  orders.forEach((order, place) => {
    if (order.on) print = mixed(print, JSON.stringify([place, order]));
  });
  return print.toString(16).padStart(13, '0');
}

const prints = new WeakMap<Thread, string>();

/** A thread that changed is another object, so what was worked out for it stands. */
function threadPrint(thread: Thread): string {
  const known = prints.get(thread);
  if (known !== undefined) return known;
  const { thread: id, updatedAt, runs, edges, triage, decisions } = thread;
  const text = JSON.stringify([id, updatedAt, runs.length, edges ?? [], triage ?? {}, decisions?.length ?? 0]);
  prints.set(thread, text);
  return text;
}

/** The sum of 53-bit hashes: the order in which a board is read does not matter. */
function mixed(print: number, text: string): number {
  let [high, low] = [0xdeadbeef, 0x41c6ce57];
  for (let at = 0; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    high = Math.imul(high ^ code, 2_654_435_761);
    low = Math.imul(low ^ code, 1_597_334_677);
  }
  high = Math.imul(high ^ (high >>> 16), 2_246_822_507) ^ Math.imul(low ^ (low >>> 13), 3_266_489_909);
  low = Math.imul(low ^ (low >>> 16), 2_246_822_507) ^ Math.imul(high ^ (high >>> 13), 3_266_489_909);
  const hash = 4_294_967_296 * (2_097_151 & low) + (high >>> 0);
  // Added first, the sum could pass what a number holds exactly, and the order would matter.
  const room = Number.MAX_SAFE_INTEGER - hash;
  return print >= room ? print - room : print + hash;
}
