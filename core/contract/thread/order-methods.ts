import { z } from 'zod';
import { OrderId } from '../../ids.ts';
import type { Tried } from '../../decisions/orders/record.ts';
import { mostOrders, Order } from '../../model/deciding/order.ts';
import { method } from '../method.ts';
import type { Done } from '../method.ts';

const { words, when, then } = Order.shape;
const form = { words, when, then };
const place = z.number().int().min(1).max(mostOrders);

/** Standing orders. A sentence is read by whoever asks (`readOrder`); only the form that the person reviewed comes here. */
export const orderMethods = {
  /** A new order, or with `order` another form of that one. `place` counts from 1: the first that fits wins. */
  'orders.give': method<{ order: OrderId }>()(
    z.strictObject({ ...form, order: OrderId.optional(), place: place.optional() }),
  ),
  'orders.move': method<Done>()(z.strictObject({ order: OrderId, place })),
  'orders.switch': method<Done>()(z.strictObject({ order: OrderId, on: z.boolean() })),
  'orders.remove': method<Done>()(z.strictObject({ order: OrderId })),
  /** What it would have done to what came in during the last days, by the journal; nothing is done. */
  'orders.try': method<{ tried: readonly Tried[] }>()(
    z.strictObject({ ...form, days: z.number().int().min(1).max(3650).default(30) }),
  ),
} as const;
