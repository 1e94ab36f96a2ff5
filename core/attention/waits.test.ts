import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createWaits, pathBetween } from './waits.ts';
import type { Node } from './waits.ts';

const node = (id: string, waitsFor: readonly string[] = [], patch: Partial<Node> = {}): Node => ({
  ...{ id, waitsFor, open: true, urgent: false },
  ...patch,
});

test('what holds up a P0 is urgent, also through others, until the P0 is done', () => {
  const waits = createWaits();
  for (const each of [node('a'), node('b', ['a']), node('c', ['b'], { urgent: true })]) waits.set(each);
  expect([waits.holdsUrgent('a'), waits.unblocks('a'), waits.blockersOf('c')]).toEqual([true, 1, ['b']]);
  expect(waits.set(node('c', ['b'], { urgent: true, open: false }))).toEqual(new Set(['a', 'b']));
  expect([waits.holdsUrgent('a'), waits.holdsUrgent('b')]).toEqual([false, false]);
});

test('whoever waits for a thread that is done waits no longer', () => {
  const waits = createWaits();
  for (const each of [node('a'), node('b', ['a'])]) waits.set(each);
  expect(waits.set(node('a', [], { open: false }))).toEqual(new Set(['b']));
  expect(waits.blockersOf('b')).toEqual([]);
});

const ids = ['a', 'b', 'c', 'd', 'e'];
const changes = fc.array(
  fc.record({
    id: fc.constantFrom(...ids),
    waitsFor: fc.uniqueArray(fc.constantFrom(...ids), { maxLength: 3 }),
    open: fc.boolean(),
    urgent: fc.boolean(),
  }),
  { maxLength: 20 },
);

test('a change moves nobody but those whom it names, whatever is said in whatever order', () => {
  fc.assert(
    fc.property(changes, (each) => {
      const waits = createWaits();
      const facts = (id: string) => JSON.stringify([waits.blockersOf(id), waits.unblocks(id), waits.holdsUrgent(id)]);
      for (const change of each) {
        const before = new Map(ids.map((id) => [id, facts(id)]));
        const moved = waits.set(change);
        for (const id of ids) if (id !== change.id && !moved.has(id)) expect(facts(id)).toBe(before.get(id));
      }
    }),
  );
});

test('the way from one thread to another is the shortest one, both ends named', () => {
  const next: Readonly<Record<string, readonly string[]>> = { a: ['b', 'c'], b: ['d'], c: ['e'], d: ['e'] };
  const along = (id: string) => next[id] ?? [];
  expect(pathBetween('a', 'e', along)).toEqual(['a', 'c', 'e']);
  expect(pathBetween('e', 'a', along)).toBeUndefined();
});
