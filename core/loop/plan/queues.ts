import { byTurn } from '../../attention/order.ts';
import { createSorted } from '../../attention/sorted.ts';
import type { Sorted } from '../../attention/sorted.ts';
import type { Kind } from './places.ts';
import { kindOf } from './turn.ts';
import type { Turn } from './turn.ts';

/** Turns that nothing but their order tells apart: what keeps one of them from beginning keeps all of them. */
export type Queue = Kind & { readonly turns: Sorted<Turn> };

/** Turns that may begin. What is added and removed counts when it is settled, so that many at once cost one sorting. */
export function createQueues() {
  const queues = new Map<string, Queue>();
  const gone = new Map<string, Set<Turn>>();
  const come = new Map<string, Turn[]>();

  function settleOne(key: string): void {
    const fresh = come.get(key) ?? [];
    const queue = queues.get(key) ?? newQueue(fresh[0]);
    if (!queue) return;
    queue.turns.change(gone.get(key) ?? new Set(), fresh);
    if (queue.turns.size() > 0) queues.set(key, queue);
    else queues.delete(key);
  }

  return {
    add(turn: Turn): void {
      const key = keyOf(turn);
      come.set(key, come.get(key) ?? []);
      come.get(key)?.push(turn);
    },
    remove(turn: Turn): void {
      const key = keyOf(turn);
      gone.set(key, gone.get(key) ?? new Set());
      gone.get(key)?.add(turn);
    },
    settle(): void {
      for (const key of new Set([...gone.keys(), ...come.keys()])) settleOne(key);
      gone.clear();
      come.clear();
    },
    all: (): readonly Queue[] => [...queues.values()],
  };
}

function newQueue(first: Turn | undefined): Queue | undefined {
  return first && { ...kindOf(first), turns: createSorted<Turn>((a, b) => byTurn(a.ranked, b.ranked)) };
}

function keyOf(turn: Turn): string {
  const { apart, lane, repos } = kindOf(turn);
  return [apart, lane, ...repos].join(' ');
}

type Head = { readonly queue: Queue; at: number };

/** The turns of all queues in one order. `closed` is asked again for each, for what took a place may have closed it. */
export function* inTurn(queues: readonly Queue[], closed: (queue: Queue) => boolean): Generator<Turn> {
  let open: readonly Head[] = queues.map((queue) => ({ queue, at: 0 }));
  for (;;) {
    open = open.filter(({ queue, at }) => at < queue.turns.size() && !closed(queue));
    const first = open.reduce<Head | undefined>(earlier, undefined);
    const turn = first && turnAt(first);
    if (!first || !turn) return;
    first.at += 1;
    yield turn;
  }
}

function earlier(best: Head | undefined, each: Head): Head {
  const [a, b] = [best && turnAt(best), turnAt(each)];
  return best && a && b && byTurn(a.ranked, b.ranked) < 0 ? best : each;
}

function turnAt({ queue, at }: Head): Turn | undefined {
  return queue.turns.at(at);
}
