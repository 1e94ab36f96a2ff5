import fc from 'fast-check';
import { expect, test } from 'vitest';
import { Authorities } from '../../model/deciding/decision.ts';
import { Order } from '../../model/deciding/order.ts';
import { OrderId } from '../../ids.ts';
import { plan } from '../../loop/plan.ts';
import { boardPrint } from '../board-print.ts';
import { answeredWith } from '../make.ts';
import { createReplay } from '../replay.ts';
import { forRules, proposalsOf } from '../rules.ts';
import { judgeModel } from '../seat/model-answer.ts';
import { by, factory, repo, rule } from '../testing/factory.ts';
import { DecisionId } from '../../ids.ts';

const authorities = Authorities.parse({});
const roomy = { places: 9, starts: 9, hold: undefined, capped: false };

/** A factory whose rules decide what they may, like the app. */
function ordered() {
  const made = factory();
  const { state, dispatch, now } = made;
  let given = 0;
  const give = (words: string, when: object, then: object) => {
    const id = OrderId.parse(`ord_${String((given += 1))}`);
    const order = Order.parse({ id, words, when, then, at: now() });
    expect(dispatch({ type: 'order.give', order, by })).toBe('ok');
    return id;
  };
  let made_ = 0;
  const settle = () => {
    const all: string[] = [];
    for (;;) {
      const [next] = forRules(state, now(), authorities);
      if (!next) return all;
      const id = DecisionId.parse(`dec_o${String((made_ += 1))}`);
      const decision = answeredWith(next, { id, applied: next.choice, by: 'rule', actor: rule, now: now() });
      expect(dispatch({ type: 'decision.make', decision })).toBe('ok');
      all.push(id);
    }
  };
  return { ...made, give, settle };
}

test('notes that an order dismisses are dismissed, for the reason of the order, and stay undone when that is taken back', () => {
  const { state, signal, give, settle, dispatch } = ordered();
  const order = give('TODO notes in web are dismissed', { kind: 'todo', repo }, { do: 'dismiss' });
  const mine = signal(1, { kind: 'todo', repo });
  const other = signal(2, { kind: 'request', repo });
  const [decision] = settle();
  expect(state.signals.get(mine)?.decisions).toMatchObject([
    { order, by: 'rule', reason: 'By your order "TODO notes in web are dismissed"' },
  ]);
  expect(state.signals.get(mine)?.fate?.kind).toBe('dismissed');
  expect(state.signals.get(other)?.fate).toBeUndefined();
  dispatch({ type: 'decision.undo', decision: DecisionId.parse(decision), by });
  give('all notes are dismissed', { kind: 'todo' }, { do: 'dismiss' });
  expect(settle()).toEqual([]);
  expect(state.signals.get(mine)?.fate).toBeUndefined();
});

test('the first order that fits wins; in another place an order is the same one, of the same time', () => {
  const { state, signal, give, settle, dispatch } = ordered();
  const first = give('notes are dismissed', { kind: 'todo' }, { do: 'dismiss' });
  const second = give('notes of this repo can wait', { kind: 'todo', repo }, { do: 'hold' });
  const before = state.orders;
  expect(dispatch({ type: 'order.move', order: second, place: 1, by })).toBe('ok');
  expect(state.orders).toEqual([before[1], before[0]]);
  const note = signal(1, { kind: 'todo', repo });
  settle();
  expect(state.signals.get(note)?.fate).toBeUndefined();
  dispatch({ type: 'order.move', order: first, place: 1, by });
  settle();
  expect(state.signals.get(note)?.fate?.kind).toBe('dismissed');
  expect(dispatch({ type: 'order.move', order: OrderId.parse('ord_gone'), place: 1, by })).toBe('order-not-found');
});

test('an order opens what the person or a tool of ours tells; of words from outside it only proposes that', () => {
  const { state, signal, give, now } = ordered();
  give('requests about payments are opened', { words: ['payment'] }, { do: 'open', harness: 'claude' });
  const outside = signal(1, { title: 'Payments are broken' });
  const own = signal(2, { title: 'Payments are broken', trust: 'own' });
  expect(forRules(state, now(), authorities)).toMatchObject([
    { choice: { action: 'open', signal: own }, harness: 'claude' },
  ]);
  expect(proposalsOf(state, now()).find(({ choice }) => 'signal' in choice && choice.signal === outside)).toMatchObject(
    {
      certain: false,
      choice: { action: 'open' },
      reason: 'By your order "requests about payments are opened"; but it comes from outside, so it is yours to say',
    },
  );
});

test('words from outside never lift what is the person’s to say, and may take power away', () => {
  const { state, signal, give, now, create } = ordered();
  const into = create('Fix https://forge.test/a/b/issues/7');
  give('a rule may open payments', { words: ['payments'] }, { do: 'authority', of: 'open', who: 'rule' });
  const id = signal(1, { title: 'payments', refs: ['https://forge.test/a/b/issues/7'], repo });
  expect(forRules(state, now(), authorities)).toMatchObject([{ choice: { action: 'attach', signal: id, into } }]);
  give('ask me before attaching payments', { words: ['payments'] }, { do: 'authority', of: 'attach', who: 'person' });
  expect(forRules(state, now(), authorities)).toEqual([]);
});

test('what is about payments comes first by order; what the person weighs by hand afterwards stays', () => {
  const { state, create, give, settle, dispatch, pass } = ordered();
  give('anything about payments is P1', { words: ['payments'] }, { do: 'priority', priority: 'P1' });
  give('anything about payments goes first', { words: ['payments'] }, { do: 'boost', points: 50 });
  const thread = create('Mend the payment of invoices');
  const other = create('Mend the footer');
  expect(settle()).toHaveLength(2);
  expect(state.threads.get(thread)?.triage).toMatchObject({ priority: 'P1', boost: 50 });
  expect(state.threads.get(other)?.triage).toBeUndefined();
  pass(1000);
  dispatch({ type: 'thread.triage', thread, patch: { priority: 'P3', boost: 0 }, by });
  expect(settle()).toEqual([]);
  expect(state.threads.get(thread)?.triage?.priority).toBe('P3');
});

test('nothing is dropped in a repo without asking, however dead it is; elsewhere the rules drop as before', () => {
  const { create, give, settle, pass, state } = ordered();
  give('drop nothing in a without asking', { repo }, { do: 'authority', of: 'drop', who: 'person' });
  create('Fix the crash on start');
  const twin = create('Fix the crash on start');
  pass(11 * 60_000);
  expect(settle()).toEqual([]);
  expect(proposalsOf(state, 20 * 60_000 + 1_000_000)).toMatchObject([{ choice: { action: 'drop', thread: twin } }]);
});

test('a thread that an order holds begins nothing and says why; without the order it goes on, and with it again it is held', () => {
  const { state, create, give, settle, dispatch } = ordered();
  const id = give('hold infra', { words: ['infra'] }, { do: 'hold' });
  const thread = create('Move the infra');
  const other = create('Mend the footer');
  settle();
  expect(plan(state, roomy).effects.map((effect) => effect.thread)).toEqual([other]);
  expect(plan(state, roomy).waiting.get(thread)).toBe('Held back. By your order "hold infra"');
  dispatch({ type: 'order.switch', order: id, on: false, by });
  expect(plan(state, roomy).effects).toHaveLength(2);
  dispatch({ type: 'order.switch', order: id, on: true, by });
  settle();
  expect(plan(state, roomy).effects).toHaveLength(1);
});

test('of two orders that contradict each other the first wins', () => {
  const { state, signal, give, settle } = ordered();
  give('hold notes', { kind: 'todo' }, { do: 'hold' });
  give('dismiss notes', { kind: 'todo' }, { do: 'dismiss' });
  const id = signal(1, { kind: 'todo' });
  expect(settle()).toEqual([]);
  expect(proposalsOf(state, 0).find(({ choice }) => 'signal' in choice && choice.signal === id)).toMatchObject({
    ...{ minor: true, reason: 'Held back. By your order "hold notes"' },
  });
});

test('a day with orders replays to the same boards and the same answers', () => {
  const { state, entries, signal, create, give, settle } = ordered();
  give('dismiss notes', { kind: 'todo' }, { do: 'dismiss' });
  signal(1, { kind: 'todo' });
  settle();
  give('payments are P0', { words: ['payments'] }, { do: 'priority', priority: 'P0' });
  create('Payments');
  settle();
  const replay = createReplay();
  const replayed = entries.flatMap((entry) => replay.take(entry) ?? []);
  expect(replayed.map(({ sameBoard, sameAnswer }) => [sameBoard, sameAnswer])).toEqual([
    [true, true],
    [true, true],
  ]);
  expect(boardPrint(replay.state)).toBe(boardPrint(state));
});

const kinds = ['todo', 'request', 'red-check', 'schedule'] as const;

test('the order of orders that are about different things does not matter', () => {
  const orders = kinds.map((kind, at) => ({ kind, then: at % 2 === 0 ? { do: 'dismiss' } : { do: 'hold' } }));
  const board = (each: readonly (typeof orders)[number][], order: readonly number[]) => {
    const { state, signal, give, settle, now } = ordered();
    for (const { kind, then } of each) give(kind, { kind }, then);
    for (const number of order) signal(number, { kind: kinds[number % kinds.length] });
    settle();
    const fates = [...state.signals.values()].map(({ signal, fate }) => [signal.id, fate?.kind]).sort();
    const quiet = proposalsOf(state, now()).map(({ choice, minor }) => [JSON.stringify(choice), minor]);
    return [fates, quiet.sort()];
  };
  fc.assert(
    fc.property(fc.shuffledSubarray(orders, { minLength: orders.length }), (shuffled) => {
      expect(board(shuffled, [1, 2, 3, 4, 5, 6])).toEqual(board(orders, [1, 2, 3, 4, 5, 6]));
    }),
    { numRuns: 20 },
  );
});

test('whatever is ordered, what the person took back is never done again by an order', () => {
  const then = fc.constantFrom({ do: 'dismiss' }, { do: 'open' }, { do: 'hold' }, { do: 'priority', priority: 'P0' });
  const when = fc.constantFrom({ kind: 'todo' }, { words: ['wish'] }, { trust: 'own' });
  fc.assert(
    fc.property(fc.array(fc.tuple(when, then), { minLength: 1, maxLength: 6 }), (orders) => {
      const { state, signal, create, give, settle, dispatch } = ordered();
      const id = signal(1, { kind: 'todo', trust: 'own' });
      const thread = create('A wish');
      give('first', { words: ['wish'] }, { do: 'dismiss' });
      give('second', { words: ['wish'] }, { do: 'hold' });
      for (const decision of settle()) dispatch({ type: 'decision.undo', decision: DecisionId.parse(decision), by });
      for (const [each, does] of orders) give('more', each, does);
      expect(settle()).toEqual([]);
      expect(state.signals.get(id)?.fate).toBeUndefined();
      expect(plan(state, roomy).effects).toMatchObject([{ thread }]);
    }),
    { numRuns: 30 },
  );
});

test.each([
  ['nothing at all', {}],
  ['empty words', { words: [''] }],
  ['a field there is not', { title: 'x' }],
])('an order about %s is refused', (_, when) => {
  const order = { id: 'ord_a', words: 'x', when, then: { do: 'dismiss' }, at: 1 };
  expect(Order.safeParse(order).success).toBe(false);
});

test('an order that keeps drops for the person binds a model as well', () => {
  const { state, create, give, pass, now } = ordered();
  create('Fix the crash on start');
  pass(15 * 24 * 60 * 60_000);
  const alone = () => {
    const [{ key } = { key: '' }] = proposalsOf(state, now());
    const decisions = [{ key, action: 'drop', reason: 'r', quote: 'Fix the crash on start' }];
    const text = JSON.stringify({ board: boardPrint(state), decisions });
    const judged = judgeModel(state, text, { now: now(), authorities: Authorities.parse({ drop: 'model' }) });
    return judged.accepted.map((each) => each.alone);
  };
  expect(alone()).toEqual([true]);
  give('drop nothing in a without asking', { repo }, { do: 'authority', of: 'drop', who: 'person' });
  expect(alone()).toEqual([false]);
});
