import fc from 'fast-check';
import { expect, test } from 'vitest';
import { SignalId } from '../ids.ts';
import { decideSignal } from '../loop/signals/decide-signal.ts';
import { evolve } from '../loop/evolve.ts';
import { emptyState } from '../loop/state.ts';
import { Signal } from '../model/deciding/signal.ts';

const edition = fc.record({
  number: fc.integer({ min: 0, max: 40 }),
  revision: fc.integer({ min: 0, max: 5 }),
  title: fc.constantFrom('Crash on start', 'Crash on exit', 'Typo'),
  trust: fc.constantFrom('outside' as const, 'own' as const, 'person' as const),
  over: fc.boolean(),
});

function signalOf({ number, ...given }: typeof edition extends fc.Arbitrary<infer E> ? E : never): Signal {
  return Signal.parse({
    ...{ id: SignalId.parse(`sig_${String(number)}`), source: 'inbox', externalId: String(number), kind: 'request' },
    ...{ at: 5, body: '', refs: [], paths: [], actor: 'kim', ...given },
  });
}

/** What all of them add up to, in whatever order they came. */
function boardOf(signals: readonly Signal[]): string {
  const state = emptyState();
  for (const signal of signals) {
    const decided = decideSignal(state, { type: 'signal.receive', signal });
    if (!decided.ok) throw new Error(decided.error.message);
    for (const event of decided.value) evolve(state, { seq: 0, at: 0, event });
  }
  return JSON.stringify([...state.signals.values()].map(({ signal }) => signal).sort((a, b) => (a.id < b.id ? -1 : 1)));
}

test('signals that come shuffled and repeatedly add up to one board', () => {
  fc.assert(
    fc.property(
      fc
        .array(edition, { maxLength: 120 })
        .chain((editions) =>
          fc.tuple(
            fc.constant(editions),
            fc.shuffledSubarray([...editions, ...editions], { minLength: editions.length * 2 }),
          ),
        ),
      ([editions, shuffled]) => {
        expect(boardOf(shuffled.map(signalOf))).toBe(boardOf(editions.map(signalOf)));
      },
    ),
  );
});

test('trust never rises, whatever comes later', () => {
  const outside = signalOf({ number: 1, revision: 1, title: 'Typo', trust: 'outside', over: false });
  const person = signalOf({ number: 1, revision: 2, title: 'Typo', trust: 'person', over: false });
  expect(JSON.parse(boardOf([outside, person]))).toMatchObject([{ revision: 2, trust: 'outside' }]);
  expect(JSON.parse(boardOf([person, outside]))).toMatchObject([{ revision: 2, trust: 'outside' }]);
});
