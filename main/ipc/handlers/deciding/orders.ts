import { createTrial } from '../../../../core/decisions/orders/record.ts';
import type { Tried } from '../../../../core/decisions/orders/record.ts';
import { OrderId } from '../../../../core/ids.ts';
import { refusedAuthority } from '../../../../core/model/deciding/authority.ts';
import type { Order, OrderThen } from '../../../../core/model/deciding/order.ts';
import { fail, ok } from '../../../../core/result.ts';
import type { Failure } from '../../../../core/result.ts';
import type { HandlersOf } from '../../handler.ts';
import type { Services } from '../../services.ts';

const day = 24 * 60 * 60_000;
const pageSize = 5000;

export function orderHandlers(services: Services): HandlersOf<'orders'> {
  const { orchestrator, now, newId } = services;
  return {
    'orders.give': async ({ order: known, place, ...form }, { by }) => {
      const refusal = await refused(services, form.then);
      if (refusal) return fail(refusal);
      const id = known ?? OrderId.parse(newId('ord'));
      const before = orchestrator.state.orders.find((each) => each.id === known);
      if (known !== undefined && !before) return fail(noOrder(known));
      const order: Order = { ...form, id, on: before?.on ?? true, at: now() };
      const given = await orchestrator.dispatch({ type: 'order.give', order, place, by });
      return given.ok ? ok({ order: id }) : given;
    },
    'orders.move': async ({ order, place }, { by }) => {
      const moved = await orchestrator.dispatch({ type: 'order.move', order, place, by });
      return moved.ok ? ok({ done: true }) : moved;
    },
    'orders.switch': async ({ order, on }, { by }) => {
      const switched = await orchestrator.dispatch({ type: 'order.switch', order, on, by });
      return switched.ok ? ok({ done: true }) : switched;
    },
    'orders.remove': async ({ order }, { by }) => {
      const removed = await orchestrator.dispatch({ type: 'order.remove', order, by });
      return removed.ok ? ok({ done: true }) : removed;
    },
    'orders.try': ({ days, ...form }) => {
      const order: Order = { ...form, id: OrderId.parse('ord_trial'), on: true, at: 0 };
      return ok({ tried: tryOrder(services, order, now() - days * day) });
    },
  };
}

function noOrder(order: OrderId): Failure {
  return { code: 'order-not-found', message: `There is no order ${order}`, next: 'List them: teatree orders list' };
}

/** Why there can be no such order here. */
async function refused({ harnesses, orchestrator }: Services, then: OrderThen): Promise<Failure | undefined> {
  const bad = (message: string, next?: string): Failure => ({
    code: 'bad-input',
    message,
    ...(next !== undefined && { next }),
  });
  if (then.do === 'authority') {
    const why = refusedAuthority(then.of, then.who);
    return why === undefined ? undefined : bad(`then: ${then.of} stays yours: ${why}`);
  }
  if (then.do === 'attach')
    return orchestrator.state.threads.has(then.into) ? undefined : bad(`then: there is no thread ${then.into}`);
  if (then.do !== 'open' || then.harness === undefined) return undefined;
  const names = (await harnesses()).map(({ id }) => id).filter((id) => id !== 'recipe');
  return names.includes(then.harness)
    ? undefined
    : bad(`then: there is no harness ${then.harness}`, `There is: ${names.join(', ')}`);
}

function tryOrder({ store }: Services, order: Order, since: number): readonly Tried[] {
  const trial = createTrial(order, since);
  const tried: Tried[] = [];
  for (let after = 0; ;) {
    const page = store.journal.read(after, pageSize);
    tried.push(...page.flatMap((entry) => trial.take(entry)));
    const last = page.at(-1);
    if (!last) return tried;
    after = last.seq;
  }
}
