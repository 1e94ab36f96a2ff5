import { z } from 'zod';
import type { OrderId } from '../../ids.ts';
import { Actor } from '../../model/ask.ts';
import { mostOrders, Order } from '../../model/deciding/order.ts';
import { assertNever, fail, ok } from '../../result.ts';
import type { Result } from '../../result.ts';
import type { DecisionEvent } from '../decisions/decision-events.ts';
import type { FactoryState } from '../state.ts';

/** All orders as they stand now, the one that wins first: few enough to be told whole. */
export const orderEvents = [
  z.object({ type: z.literal('orders.changed'), orders: z.array(Order).max(mostOrders), by: Actor }),
] as const;
export type OrderEvent = z.infer<(typeof orderEvents)[number]>;

export type OrderCommand =
  /** A new order, or another form of a known one. `place` counts from 1; without it a new one comes last. */
  | { readonly type: 'order.give'; readonly order: Order; readonly place?: number | undefined; readonly by: Actor }
  | { readonly type: 'order.switch'; readonly order: OrderId; readonly on: boolean; readonly by: Actor }
  /** `place` counts from 1; the first that fits wins. */
  | { readonly type: 'order.move'; readonly order: OrderId; readonly place: number; readonly by: Actor }
  | { readonly type: 'order.remove'; readonly order: OrderId; readonly by: Actor };

export function decideOrder(
  state: FactoryState,
  command: OrderCommand,
): Result<readonly (OrderEvent | DecisionEvent)[]> {
  const orders = changed(state.orders, command);
  if (!orders.ok) return orders;
  return ok([{ type: 'orders.changed', orders: [...orders.value], by: command.by }, ...released(state, orders.value)]);
}

function changed(orders: readonly Order[], command: OrderCommand): Result<readonly Order[]> {
  const id = command.type === 'order.give' ? command.order.id : command.order;
  const at = orders.findIndex((order) => order.id === id);
  const known = orders[at];
  const others = orders.filter((order) => order.id !== id);
  if (command.type === 'order.give') {
    if (others.length >= mostOrders)
      return fail({ code: 'too-many-orders', message: `There are ${String(mostOrders)} orders`, next: 'Remove one' });
    const place = command.place ?? (at === -1 ? others.length : at) + 1;
    return ok(others.toSpliced(place - 1, 0, command.order));
  }
  if (!known)
    return fail({
      code: 'order-not-found',
      message: `There is no order ${id}`,
      next: 'List them: teatree orders list',
    });
  switch (command.type) {
    case 'order.switch':
      return ok(orders.map((order) => (order.id === id ? { ...order, on: command.on } : order)));
    case 'order.move':
      return ok(others.toSpliced(command.place - 1, 0, known));
    case 'order.remove':
      return ok(others);
    default:
      return assertNever(command);
  }
}

/** What an order held goes on when the order is gone, switched off or says something else now. */
function released({ threads }: FactoryState, orders: readonly Order[]): readonly DecisionEvent[] {
  const holding = new Set(orders.flatMap(({ id, on, then }) => (on && then.do === 'hold' ? [id] : [])));
  return [...threads.values()].flatMap((thread) =>
    (thread.decisions ?? []).flatMap(({ id, order, applied, undone }) =>
      applied.action !== 'hold' || undone || order === undefined || holding.has(order)
        ? []
        : [{ type: 'thread.decision-undone', thread: thread.thread, decision: id, by: factory } as const],
    ),
  );
}

const factory = { who: 'factory', via: 'rule' } as const;
