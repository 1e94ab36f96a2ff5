import { stateOf } from '../../../../core/contract/recorded.ts';
import type { Call, Snapshot } from '../../../../core/contract.ts';
import { formWords } from '../../../../core/decisions/orders/order-words.ts';
import { recordOfOrders } from '../../../../core/decisions/orders/record.ts';
import { choiceWords } from '../../../../core/decisions/words.ts';
import type { OrderId } from '../../../../core/ids.ts';
import type { Order } from '../../../../core/model/deciding/order.ts';
import { fail, ok } from '../../../../core/result.ts';
import type { Result } from '../../../../core/result.ts';
import type { Args, Command, CommandContext, ExitCode } from '../../command-line/command.ts';
import { snapshotThere } from '../../factory/snapshot-there.ts';
import { clean, cleanLine, table } from '../../screen.ts';
import { formOptions, readForm } from './order-form.ts';

const which = { name: 'WHICH', about: 'its place in the list, or its id' };

const list: Command = {
  name: 'orders list',
  about: 'Show the standing orders, the one that wins first, with how often each was followed',
  async run({ screen, connect }) {
    const there = await snapshotThere(connect);
    if (!there.ok) return there;
    const { snapshot } = there.value;
    const state = stateOf(snapshot);
    const records = recordOfOrders(state);
    const orders = state.orders.map((order) => ({ ...order, record: records.get(order.id) }));
    const place = (id: OrderId) => String(1 + state.orders.findIndex((each) => each.id === id));
    const rows = orders.map(({ record, ...order }) => [
      place(order.id),
      cleanLine(`“${order.words}”${order.on ? '' : ' (off)'}`, 80),
      cleanLine(formWords(state, order), 100),
      [
        `followed ${String(record?.applied ?? 0)}`,
        ...(record && record.undone > 0 ? [`${String(record.undone)} taken back`] : []),
        ...(record?.givesWay ?? []).map(({ to, times }) => `gives way to ${place(to)} in ${String(times)}`),
      ].join(', '),
      order.id,
    ]);
    screen.print(orders, rows.length > 0 ? table(rows) : 'There are no standing orders');
    return ok(0);
  },
};

const add: Command = {
  name: 'orders add',
  about: 'Show how a sentence is understood; with --yes it becomes a standing order, or another form of a known one',
  positionals: [{ name: 'WORDS', about: 'such as "TODO notes in web are dismissed"' }],
  options: {
    ...formOptions,
    yes: { about: 'give it: the form was reviewed' },
    order: { value: 'WHICH', about: 'change this one instead of adding one' },
    place: { value: 'N', about: 'its place; the first that fits wins' },
  },
  async run({ args, screen, connect }) {
    const there = await snapshotThere(connect);
    if (!there.ok) return there;
    const { call, snapshot } = there.value;
    const form = readForm(args, snapshot);
    if (!form.ok) return form;
    const where = readPlace(args, snapshot);
    if (!where.ok) return where;
    const text = formWords(stateOf(snapshot), form.value);
    if (!args.has('yes')) {
      screen.print({ ...form.value, given: false }, `It is understood as: ${clean(text)}\nTo give this order: --yes`);
      return ok(1);
    }
    const given = await call('orders.give', { ...form.value, ...where.value });
    if (!given.ok) return given;
    screen.print({ ...form.value, ...given.value, given: true }, `Ordered: ${clean(text)} (${given.value.order})`);
    return ok(0);
  },
};

function readPlace(args: Args, snapshot: Snapshot): Result<{ readonly order?: OrderId; readonly place?: number }> {
  const [which, place] = [args.value('order'), args.value('place')];
  const wanted = place === undefined ? undefined : readPlaceNumber(place);
  if (wanted && !wanted.ok) return wanted;
  const known = which === undefined ? undefined : findOrder(snapshot, which);
  if (known && !known.ok) return known;
  return ok({ ...(known && { order: known.value.id }), ...(wanted && { place: wanted.value }) });
}

const tryOut: Command = {
  name: 'orders try',
  about: 'Show what an order would have done to what came in during the last days; nothing is done',
  positionals: [{ name: 'WORDS', about: 'a sentence, or the place or id of an order' }],
  options: { ...formOptions, days: { value: 'N', about: 'how many days back (30)' } },
  async run({ args, screen, connect }) {
    const there = await snapshotThere(connect);
    if (!there.ok) return there;
    const { call, snapshot } = there.value;
    const days = Number(args.value('days') ?? '30');
    if (!Number.isInteger(days) || days < 1 || days > 3650)
      return fail({
        code: 'bad-usage',
        message: `--days ${args.value('days') ?? ''} is no number of days from 1 to 3650`,
      });
    const known = findOrder(snapshot, args.positional('WORDS'));
    const form = known.ok ? known : readForm(args, snapshot);
    if (!form.ok) return form;
    const { words, when, then } = form.value;
    const answer = await call('orders.try', { words, when, then, days });
    if (!answer.ok) return answer;
    const state = stateOf(snapshot);
    const { tried } = answer.value;
    const rows = tried.map(({ at, choice, alone }) => [
      new Date(at).toISOString(),
      alone ? 'by itself' : 'proposed',
      cleanLine(choiceWords(state, choice), 120),
    ]);
    screen.print(tried, rows.length > 0 ? table(rows) : `Nothing that came in during ${String(days)} days fits it`);
    return ok(0);
  },
};

type Deed = (call: Call, order: OrderId) => Promise<Result<unknown>>;

/** Does something with one known order; `now` says what it is then. */
async function change({ args, screen, connect }: CommandContext, now: string, deed: Deed): Promise<Result<ExitCode>> {
  const there = await snapshotThere(connect);
  if (!there.ok) return there;
  const { call, snapshot } = there.value;
  const order = findOrder(snapshot, args.positional('WHICH'));
  if (!order.ok) return order;
  const { id, words } = order.value;
  const done = await deed(call, id);
  if (!done.ok) return done;
  screen.print({ order: id, now }, cleanLine(`“${words}” is ${now}`, 200));
  return ok(0);
}

const remove: Command = {
  name: 'orders remove',
  about: 'Forget an order; what it did stays, what it held back goes on',
  positionals: [which],
  run: (context) => change(context, 'removed', (call, order) => call('orders.remove', { order })),
};

const switched: Command = {
  name: 'orders switch',
  about: 'Switch an order on or off',
  positionals: [which, { name: 'ON', about: 'on or off' }],
  run: async (context) => {
    const on = context.args.positional('ON');
    return on === 'on' || on === 'off'
      ? change(context, on, (call, order) => call('orders.switch', { order, on: on === 'on' }))
      : fail({ code: 'bad-usage', message: `${on} is neither on nor off` });
  },
};

const move: Command = {
  name: 'orders move',
  about: 'Put an order in another place of the list; the first that fits wins',
  positionals: [which, { name: 'PLACE', about: 'counted from 1' }],
  run: async (context) => {
    const place = readPlaceNumber(context.args.positional('PLACE'));
    return place.ok
      ? change(context, `in place ${String(place.value)}`, (call, order) =>
          call('orders.move', { order, place: place.value }),
        )
      : place;
  },
};

function readPlaceNumber(text: string): Result<number> {
  return /^[1-9]\d?$/.test(text)
    ? ok(Number(text))
    : fail({ code: 'bad-usage', message: `${text} is no place: it counts from 1` });
}

function findOrder({ orders }: Snapshot, name: string): Result<Order> {
  const found = orders.find(({ id }, at) => id === name || String(at + 1) === name);
  return found
    ? ok(found)
    : fail({ code: 'order-not-found', message: `There is no order ${name}`, next: 'List them: teatree orders list' });
}

export const orderCommands: readonly Command[] = [list, add, move, switched, remove, tryOut];
