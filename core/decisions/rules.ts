import type { SignalId, ThreadId } from '../ids.ts';
import type { Authorities, Choice, TakenDecision } from '../model/deciding/decision.ts';
import type { FactoryState } from '../loop/state.ts';
import { answers } from './answered.ts';
import { intake } from './intake.ts';
import { keepOrDrop } from './keep/keep-or-drop.ts';
import { authorityOver, byOrder, heldByOrder } from './orders/by-order.ts';
import type { Proposal } from './proposal.ts';
import { sameTopic, sameWork } from './same-topic.ts';

export type DecidedOn = Pick<FactoryState, 'threads' | 'signals' | 'orders'>;

/**
 * What the rules say to a board at a time, `now` in milliseconds since the epoch: one thing about each thread and signal, and
 * nothing that was answered already. Pure.
 */
export function proposalsOf(state: DecidedOn, now: number): readonly Proposal[] {
  const first = new Map<ThreadId | SignalId, Proposal>();
  for (const proposal of answersOf(state, now)) {
    const { choice } = proposal;
    const about = 'thread' in choice ? choice.thread : choice.signal;
    if (!first.has(about) && !answered(state, proposal)) first.set(about, proposal);
  }
  return [...first.values()];
}

/**
 * What the rules say, whether or not somebody has decided it already: what must be decided, what the person ordered, then
 * the rest. What an order may not do by itself comes late, so that it hides nothing.
 */
function answersOf(state: DecidedOn, now: number): readonly Proposal[] {
  const orders = byOrder(state);
  const rules = [...sameWork(state), ...keepOrDrop(state, now), ...sameTopic(state, now)];
  return [
    ...rules.filter(({ must }) => must),
    ...orders.filter(({ certain }) => certain),
    ...rules,
    ...orders,
    ...intake(state).map((proposal) => heldByOrder(state, proposal)),
  ];
}

function answered(state: DecidedOn, { key, choice }: Proposal): boolean {
  return decisionsOn(state, choice).some((decision) => answers(decision, key));
}

/** Once the person took back anything that was decided about it, no order is followed about it without them. */
function takenBack(state: DecidedOn, { key, choice, order }: Proposal): boolean {
  return decisionsOn(state, choice).some(
    (decision) => decision.undone?.by.who === 'person' && (order !== undefined || decision.key === key),
  );
}

function decisionsOn({ threads, signals }: DecidedOn, choice: Choice): readonly TakenDecision[] {
  if (!('thread' in choice)) return signals.get(choice.signal)?.decisions ?? [];
  // Of two threads either may have been dropped for the other, and the decision stands on that one.
  const both = choice.action === 'link' ? [choice.thread, choice.edge.to] : [choice.thread];
  return both.flatMap((id) => threads.get(id)?.decisions ?? []);
}

/** What rests on machine-checked evidence, or on an order, and the rules may make alone; never again what the person took back. */
export function forRules(state: DecidedOn, now: number, authorities: Authorities): readonly Proposal[] {
  return proposalsOf(state, now).filter(
    (proposal) =>
      proposal.certain &&
      (proposal.order !== undefined || authorityOver(state, proposal.choice, authorities) !== 'person') &&
      !takenBack(state, proposal),
  );
}
