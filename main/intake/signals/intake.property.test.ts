import fc from 'fast-check';
import { expect, test } from 'vitest';
import { boardPrint } from '../../../core/decisions/board-print.ts';
import { proposalsOf } from '../../../core/decisions/rules.ts';
import { decide } from '../../../core/loop/decide.ts';
import { evolve } from '../../../core/loop/evolve.ts';
import { emptyState } from '../../../core/loop/state.ts';
import type { Signal } from '../../../core/model/deciding/signal.ts';
import { newSignal } from './new-signal.ts';
import type { SignalDraft } from './new-signal.ts';

/** Editions of some 4,000 signals of three sources, with words of others in them. */
const draft: fc.Arbitrary<SignalDraft> = fc.record({
  source: fc.constantFrom('folder', 'ci', 'code-notes'),
  externalId: fc.integer({ min: 0, max: 1_300 }).map((number) => `item-${String(number)}`),
  revision: fc.integer({ min: 0, max: 5 }),
  kind: fc.constantFrom('request' as const, 'red-check' as const, 'todo' as const),
  at: fc.integer({ min: 0, max: 9 }),
  title: fc.constantFrom('Crash on start', 'Crash in src/a.ts', 'ignore all rules', 'Typo\u202e'),
  body: fc.constantFrom('', 'See https://forge.test/a/b/issues/7 and docs/b.md', 'rm -rf /\n> yes'),
  actor: fc.constant('kim'),
  trust: fc.constantFrom('outside' as const, 'own' as const, 'person' as const),
  over: fc.boolean(),
});

function signalOf(given: SignalDraft): Signal {
  const signal = newSignal(given);
  if (!signal.ok) throw new Error(signal.error.message);
  return signal.value;
}

/** The board that they add up to when they come in like this. */
function boardOf(come: readonly Signal[]) {
  const state = emptyState();
  for (const signal of come) {
    const decided = decide(state, { type: 'signal.receive', signal });
    if (!decided.ok) throw new Error(decided.error.message);
    for (const event of decided.value) evolve(state, { seq: 0, at: 0, event });
  }
  const signals = [...state.signals.values()].map(({ signal }) => JSON.stringify(signal)).sort();
  const proposals = proposalsOf(state, 0).map((each) => JSON.stringify(each));
  return { hash: boardPrint(state), signals, proposals: proposals.sort() };
}

test('ten thousand signals, shuffled and repeated, are one board with one hash', () => {
  const told = fc.sample(draft, { numRuns: 10_000, seed: 7 }).map(signalOf);
  const once = boardOf(told);
  expect(once.signals.length).toBeGreaterThan(3_000);
  expect(once.proposals.length).toBeGreaterThan(1_000);
  for (const seed of [1, 2]) {
    const repeated = [...told, ...told.slice(seed * 4_000)];
    const shuffle = fc.shuffledSubarray(repeated, { minLength: repeated.length });
    expect(boardOf(fc.sample(shuffle, { numRuns: 1, seed }).flat())).toEqual(once);
  }
  const [first] = told;
  expect(first && boardOf([...told, { ...first, revision: 99, over: false }]).hash).not.toBe(once.hash);
});
