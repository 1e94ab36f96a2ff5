import fc from 'fast-check';
import { expect, test } from 'vitest';
import { whyLine, whyTerms } from '../views/attention/why.ts';
import { byTurn, inOrder, rank } from './order.ts';
import type { Item } from './order.ts';

const hour = 3_600_000;
const day = 24 * hour;
const now = Date.UTC(2026, 10, 23);

function item(number: number, patch: Partial<Item> = {}): Item {
  return {
    ...{ id: `t${String(number)}`, number, createdAt: now, priority: 'P2', size: 1, boost: 0, background: false },
    ...{ stage: 'start', retries: 0, unblocks: 0, builtOn: 0, holdsUrgent: false, blocked: false },
    ...patch,
  };
}

const items = fc.array(
  fc.record({
    createdAt: fc.integer({ min: 0, max: 30 }).map((days) => now - days * day),
    priority: fc.constantFrom('P0', 'P1', 'P2', 'P3', 'P4'),
    size: fc.constantFrom(1, 2, 3, 5, 8),
    due: fc.option(
      fc.integer({ min: -50, max: 200 }).map((hours) => now + hours * hour),
      { nil: undefined },
    ),
    stage: fc.constantFrom('landing', 'review', 'test', 'code', 'start'),
    ...{ boost: fc.integer({ min: -3, max: 3 }), retries: fc.nat(4), unblocks: fc.nat(3), builtOn: fc.nat(2) },
    ...{ background: fc.boolean(), blocked: fc.boolean(), holdsUrgent: fc.boolean() },
    pinned: fc.option(fc.integer({ min: -2, max: 2 }), { nil: undefined }),
  }),
  { maxLength: 12 },
);

function numbered(each: readonly Omit<Item, 'id' | 'number'>[]): readonly Item[] {
  return each.map(({ due, pinned, ...rest }, number) => ({
    ...{ id: `t${String(number)}`, number, ...rest },
    ...(due !== undefined && { due }),
    ...(pinned !== undefined && { pinned }),
  }));
}

const names = (each: readonly Item[]) => inOrder(each, now).map((ranked) => ranked.item.id);

test('the score is (value + due + 3 for each it unblocks) / size + half a point a day − retries + boost', () => {
  const { terms, score } = rank(
    item(1, {
      priority: 'P1',
      size: 5,
      due: now + 24 * hour,
      unblocks: 2,
      createdAt: now - 4 * day,
      retries: 1,
      boost: 3,
    }),
    now,
  );
  expect(terms).toMatchObject({ value: 8, unblocked: 6, size: 5, age: 2, retries: 1, boost: 3 });
  expect(terms.due).toBeCloseTo(16 / Math.E, 10);
  expect(score).toBeCloseTo((8 + 16 / Math.E + 6) / 5 + 2 - 1 + 3, 10);
});

test('what other repos build on comes before them, where nothing else tells the two apart by more than a point', () => {
  const [library, app] = [item(2, { builtOn: 3 }), item(1)];
  expect(names([app, library])).toEqual(['t2', 't1']);
  expect(names([{ ...app, priority: 'P1' }, library])).toEqual(['t1', 't2']);
  expect(rank(library, now).score - rank(item(2), now).score).toBe(1);
  expect(whyLine(rank(library, now), now)).toBe('P2; 3 repos build on it');
  expect(whyTerms(rank(library, now), now)).toContainEqual({
    ...{ name: 'provider', text: '3 repos build on it', points: '+1' },
  });
});

test('what is overdue counts as what is due now, however late it is', () => {
  const late = rank(item(1, { due: now - 100 * hour }), now);
  expect(late.terms.due).toBe(16);
  expect(rank(item(1, { due: now }), now).terms.due).toBe(16);
});

test('what stops the line comes before what is begun, that before what is new, and background work last', () => {
  const board = [
    item(1, { background: true, boost: 50 }),
    item(2, { boost: 40 }),
    item(3, { stage: 'code' }),
    item(4, { stage: 'landing' }),
    item(5, { priority: 'P0', size: 8 }),
    item(6, { stage: 'test' }),
    item(7, { stage: 'review' }),
    item(8, { priority: 'P4', size: 8, holdsUrgent: true }),
  ];
  expect(names(board)).toEqual(['t5', 't8', 't4', 't7', 't6', 't3', 't2', 't1']);
});

test('a pin of the person wins over every lane, and the smaller one over the other', () => {
  const board = [item(1, { priority: 'P0' }), item(2, { pinned: 4 }), item(3, { pinned: -1, background: true })];
  expect(names(board)).toEqual(['t3', 't2', 't1']);
});

test('what waits for another thread comes after all that can go on', () => {
  expect(names([item(1, { blocked: true, priority: 'P0', pinned: 0 }), item(2, { priority: 'P4' })])).toEqual([
    't2',
    't1',
  ]);
});

test('the order is total: of two different threads exactly one comes first, and it is transitive', () => {
  fc.assert(
    fc.property(items, (each) => {
      const ranked = numbered(each).map((one) => rank(one, now));
      for (const a of ranked)
        for (const b of ranked) {
          if (a !== b) expect(Math.sign(byTurn(a, b)) * Math.sign(byTurn(b, a))).toBe(-1);
          for (const c of ranked) if (byTurn(a, b) < 0 && byTurn(b, c) < 0) expect(byTurn(a, c)).toBeLessThan(0);
        }
    }),
  );
});

test('equal boards have an equal order, however they are told', () => {
  fc.assert(
    fc.property(items, fc.infiniteStream(fc.nat()), (each, chance) => {
      const board = numbered(each);
      const keys = new Map(board.map((one) => [one, chance.next().value as number]));
      const shuffled = board.toSorted((a, b) => (keys.get(a) ?? 0) - (keys.get(b) ?? 0));
      expect(names(shuffled)).toEqual(names(board));
    }),
  );
});

test('nothing starves: in time every thread comes before all ordinary ones that are new then', () => {
  fc.assert(
    fc.property(items, fc.constantFrom('P1', 'P2', 'P3', 'P4'), (each, priority) => {
      for (const old of numbered(each)) {
        if (old.blocked) continue;
        const later = now + 120 * day;
        const fresh = item(99, { priority, createdAt: later, due: later, unblocks: 3, boost: 3 });
        expect(byTurn(rank(old, later), rank(fresh, later))).toBeLessThan(0);
      }
    }),
  );
});
