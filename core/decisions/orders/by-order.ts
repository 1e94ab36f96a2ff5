import { named } from '../../brief/quote.ts';
import type { FactoryState } from '../../loop/state.ts';
import { untriaged } from '../../model/attention/triage.ts';
import type { Authorities, Authority, Choice, ChoiceAction } from '../../model/deciding/decision.ts';
import type { Order, OrderThen } from '../../model/deciding/order.ts';
import { isOpen } from '../../model/deciding/signal.ts';
import type { Signal, Trust } from '../../model/deciding/signal.ts';
import { isUnfinished } from '../../model/thread.ts';
import type { Thread } from '../../model/thread.ts';
import type { Proposal } from '../proposal.ts';
import { holdsFor, signalsByThread, signalSubject, threadSubject } from './subject.ts';
import type { Subject } from './subject.ts';

type Ordered = Pick<FactoryState, 'threads' | 'signals' | 'orders'>;

/** What one subject can be told by orders: of each slot the first order that fits wins. */
type Slot = 'fate' | 'priority' | 'boost' | 'hold' | `authority:${ChoiceAction}`;

function slotOf({ do: what, ...then }: OrderThen, about: 'signal' | 'thread'): Slot | undefined {
  if (what === 'authority') return `authority:${(then as Extract<OrderThen, { do: 'authority' }>).of}`;
  if (what === 'hold') return about === 'thread' ? 'hold' : 'fate';
  const ofThreads = what === 'priority' || what === 'boost';
  if (ofThreads) return about === 'thread' ? what : undefined;
  return about === 'signal' ? 'fate' : undefined;
}

/** The orders that hold for a subject, one for each slot, and those that give way to them. */
export function ordersFor(
  orders: readonly Order[],
  subject: Subject,
  about: 'signal' | 'thread',
): {
  readonly first: ReadonlyMap<Slot, Order>;
  readonly givingWay: readonly { readonly order: Order; readonly to: Order }[];
} {
  const first = new Map<Slot, Order>();
  const givingWay: { order: Order; to: Order }[] = [];
  for (const order of orders) {
    const slot = slotOf(order.then, about);
    if (!order.on || slot === undefined || !holdsFor(order.when, subject)) continue;
    const to = first.get(slot);
    if (to) givingWay.push({ order, to });
    else first.set(slot, order);
  }
  return { first, givingWay };
}

/** What the person's standing orders come to on a board: each is a proposal that the rules make by that order's authority. */
export function byOrder({ threads, signals, orders }: Ordered): readonly Proposal[] {
  if (!orders.some(({ on }) => on)) return [];
  const belonging = signalsByThread(signals.values());
  const ofSignals = [...signals.values()].filter(isOpen).flatMap(({ signal }) => {
    const subject = signalSubject(signal);
    const order = ordersFor(orders, subject, 'signal').first.get('fate');
    return order ? (onSignal(signal, order) ?? []) : [];
  });
  const ofThreads = [...threads.awake()].filter(isUnfinished).flatMap((thread) => {
    const subject = threadSubject(thread, belonging.get(thread.thread) ?? []);
    const { first } = ordersFor(orders, subject, 'thread');
    return [...first.values()].flatMap((order) => onThread(thread, order, subject) ?? []);
  });
  return [...ofThreads, ...ofSignals];
}

function onSignal(signal: Signal, order: Order): Proposal | undefined {
  const choice = signalChoice(signal, order);
  if (!choice) return undefined;
  const { then } = order;
  return {
    ...ordered(order, choice, { key: `${signal.id}:${String(signal.revision)}`, trust: signal.trust }),
    alternatives: (['open', 'dismiss', 'attach'] as const).filter((each) => each !== choice.action),
    ...(then.do === 'open' && then.harness !== undefined && { harness: then.harness }),
    lost: 'Nothing: the signal is kept',
    reviveWhen: 'Any time: take the decision back',
  };
}

function signalChoice({ id: signal }: Signal, order: Order): Choice | undefined {
  switch (order.then.do) {
    case 'dismiss':
      return { action: 'dismiss', signal, reason: reasonOf(order) };
    case 'open':
      return { action: 'open', signal };
    case 'attach':
      return { action: 'attach', signal, into: order.then.into };
    default:
      return undefined;
  }
}

function onThread(thread: Thread, order: Order, { trust }: Subject): Proposal | undefined {
  const choice = threadChoice(thread, order);
  if (!choice) return undefined;
  return {
    ...ordered(order, choice, { key: thread.thread, trust }),
    alternatives: ['keep'],
    lost: 'Nothing',
    reviveWhen: 'Any time: take the decision back',
  };
}

function threadChoice({ thread, ...rest }: Thread, order: Order): Choice | undefined {
  const { then } = order;
  if (then.do === 'hold') return { action: 'hold', thread };
  const { priority, boost } = rest.triage ?? untriaged;
  if (weighedSince({ thread, ...rest }, order)) return undefined;
  if (then.do === 'priority' && then.priority !== priority)
    return { action: 'triage', thread, patch: { priority: then.priority } };
  if (then.do === 'boost' && then.points !== boost) return { action: 'triage', thread, patch: { boost: then.points } };
  return undefined;
}

/** What the person weighed by hand after giving the order stays. */
function weighedSince({ triaged, decisions }: Thread, order: Order): boolean {
  if (!triaged || triaged.at <= order.at) return false;
  return !decisions?.some(({ at, order: by }) => by !== undefined && at === triaged.at);
}

/** What words of others may bring about by themselves: nothing that starts, joins or lifts anything. */
const safeOnOutsideWords: ReadonlySet<OrderThen['do']> = new Set(['dismiss', 'priority', 'hold']);

/** `key` names what it is about. */
function ordered(order: Order, choice: Choice, { key, trust }: { readonly key: string; readonly trust: Trust }) {
  const safe = trust !== 'outside' || safeOnOutsideWords.has(order.then.do);
  return {
    key: `order:${order.id}:${thenPrint(order.then)}:${key}`,
    order: order.id,
    choice,
    certain: safe,
    must: false,
    reason: safe ? reasonOf(order) : `${reasonOf(order)}; but it comes from outside, so it is yours to say`,
    evidence: [],
  };
}

function reasonOf({ words }: Order): string {
  return `By your order ${named(words, 300)}`;
}

/** The same as long as the order says the same. */
function thenPrint(then: OrderThen): string {
  const { do: what, ...rest } = then;
  return [what, ...Object.values(rest).map(String)].join('-');
}

/** Who has the last word on a choice about this subject: the table, or the first order that says otherwise about it. */
export function authorityOver(state: Ordered, choice: Choice, authorities: Authorities): Authority {
  const order = authorityOrder(state, choice);
  if (order?.then.do !== 'authority') return authorities[choice.action];
  return order.then.who;
}

function authorityOrder({ threads, signals, orders }: Ordered, choice: Choice): Order | undefined {
  const slot: Slot = `authority:${choice.action}`;
  if (!orders.some(({ on, then }) => on && slotOf(then, 'thread') === slot)) return undefined;
  if ('thread' in choice) {
    const thread = threads.get(choice.thread);
    const belonging = signalsByThread(signals.values()).get(choice.thread) ?? [];
    return thread && trusted(ordersFor(orders, threadSubject(thread, belonging), 'thread').first.get(slot), belonging);
  }
  const signal = signals.get(choice.signal)?.signal;
  return signal && trusted(ordersFor(orders, signalSubject(signal), 'signal').first.get(slot), [signal]);
}

/** Words from outside may take power from the rules and a model, never give them any. */
function trusted(order: Order | undefined, signals: readonly Signal[]): Order | undefined {
  const outside = signals.some(({ trust }) => trust === 'outside');
  return outside && order?.then.do === 'authority' && order.then.who !== 'person' ? undefined : order;
}

/** A signal that an order holds back waits without catching the eye. */
export function heldByOrder({ orders, signals }: Ordered, proposal: Proposal): Proposal {
  if (!orders.some(({ on, then }) => on && then.do === 'hold')) return proposal;
  const signal = 'signal' in proposal.choice && signals.get(proposal.choice.signal)?.signal;
  const order = signal && ordersFor(orders, signalSubject(signal), 'signal').first.get('fate');
  return order && order.then.do === 'hold'
    ? { ...proposal, minor: true, reason: `Held back. ${reasonOf(order)}` }
    : proposal;
}
