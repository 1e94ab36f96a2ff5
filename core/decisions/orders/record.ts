import type { OrderId } from '../../ids.ts';
import { decisionsIn } from '../../loop/decisions/decisions-in.ts';
import type { Entry } from '../../loop/event.ts';
import { evolve } from '../../loop/evolve.ts';
import { emptyState } from '../../loop/state.ts';
import type { FactoryState } from '../../loop/state.ts';
import type { Order } from '../../model/deciding/order.ts';
import { isOpen } from '../../model/deciding/signal.ts';
import { isUnfinished } from '../../model/thread.ts';
import { byOrder, ordersFor } from './by-order.ts';
import { signalsByThread, signalSubject, threadSubject } from './subject.ts';
import type { Choice } from '../../model/deciding/decision.ts';

type Ordered = Pick<FactoryState, 'threads' | 'signals' | 'orders'>;

export type OrderRecord = {
  /** How often it was followed, and how often that was taken back. */
  readonly applied: number;
  readonly undone: number;
  /** Open signals and threads that it holds for now. */
  readonly holdsFor: number;
  /** Of these, those for which an earlier order wins. */
  readonly givesWay: readonly { readonly to: OrderId; readonly times: number }[];
};

/** What each order has come to, and which of them are in each other's way on this board. */
export function recordOfOrders(state: Ordered): ReadonlyMap<OrderId, OrderRecord> {
  const taken = decisionsIn(state);
  const now = onBoard(state);
  return new Map(
    state.orders.map(({ id }) => {
      const mine = taken.filter(({ order }) => order === id);
      const ways = now.flatMap(({ givingWay }) => givingWay.filter(({ order }) => order.id === id));
      const first = now.filter(({ first }) => first.some((order) => order.id === id));
      const to = [...new Set(ways.map((way) => way.to.id))];
      return [
        id,
        {
          ...{ applied: mine.length, undone: mine.filter(({ undone }) => undone).length },
          holdsFor: first.length + ways.length,
          givesWay: to.map((each) => ({ to: each, times: ways.filter((way) => way.to.id === each).length })),
        },
      ];
    }),
  );
}

function onBoard({ threads, signals, orders }: Ordered) {
  if (orders.length === 0) return [];
  const belonging = signalsByThread(signals.values());
  const all = [
    ...[...signals.values()].filter(isOpen).map(({ signal }) => ordersFor(orders, signalSubject(signal), 'signal')),
    ...[...threads.awake()]
      .filter(isUnfinished)
      .map((thread) => ordersFor(orders, threadSubject(thread, belonging.get(thread.thread) ?? []), 'thread')),
  ];
  return all.map(({ first, givingWay }) => ({ first: [...first.values()], givingWay }));
}

/** What an order would have done when that was news. */
export type Tried = {
  readonly at: number;
  readonly choice: Choice;
  /** By itself, or only proposed because it comes from outside. */
  readonly alone: boolean;
};

/**
 * Goes through a journal, in order, and asks at each signal and thread that comes in from `since` on what this order alone
 * would have done about it.
 */
export function createTrial(
  order: Order,
  since: number,
): { take(entry: Entry): readonly Tried[]; readonly state: FactoryState } {
  const state = emptyState();
  const told = new Set<string>();
  return {
    state,
    take(entry) {
      const { event, at } = entry;
      evolve(state, entry);
      const about =
        event.type === 'signal.received' ? event.signal.id : event.type === 'thread.created' ? event.thread : undefined;
      if (about === undefined || at < since) return [];
      const only = subjectOnly(state, about);
      return byOrder({ ...only, orders: [{ ...order, on: true, at: 0 }] }).flatMap(({ key, choice, certain }) => {
        if (told.has(key)) return [];
        told.add(key);
        return [{ at, choice, alone: certain }];
      });
    },
  };
}

/** The board as if there were nothing but one subject on it, and the signals that belong to it. */
function subjectOnly(state: FactoryState, about: string): Pick<FactoryState, 'threads' | 'signals'> {
  const threads = emptyState().threads;
  const thread = [...state.threads.values()].find((each) => each.thread === about);
  if (thread) threads.set(thread.thread, thread);
  const signals = new Map(
    [...state.signals].filter(([id, { fate }]) => id === about || (fate?.kind === 'thread' && fate.thread === about)),
  );
  return { threads, signals };
}
