import fc from 'fast-check';
import { expect, test } from 'vitest';
import { ThreadId } from '../../ids.ts';
import { pinsFor } from './pins.ts';
import type { Pin, Queued } from './pins.ts';

const id = (n: number) => ThreadId.parse(`thr_${String(n)}`);
const card = (n: number, pinned?: number, blocked = false): Queued => ({ id: id(n), pinned, blocked });

/** As the one order has it: pinned before not pinned, what waits for others last; else as they stood. */
function ordered(cards: readonly Queued[]): readonly Queued[] {
  const pin = ({ pinned }: Queued) => pinned ?? Number.MAX_VALUE;
  return cards.toSorted((a, b) => Number(a.blocked) - Number(b.blocked) || pin(a) - pin(b));
}

function after(cards: readonly Queued[], pins: readonly Pin[]): readonly Queued[] {
  const pinOf = new Map(pins.map(({ thread, pinned }) => [thread, pinned]));
  return ordered(cards.map((each) => ({ ...each, pinned: pinOf.get(each.id) ?? each.pinned })));
}

test('a card put in a place stands there, and the others keep their order', () => {
  const pins = fc.array(fc.option(fc.integer({ min: -3, max: 3 }), { nil: undefined }), { minLength: 2, maxLength: 8 });
  fc.assert(
    fc.property(pins, fc.tuple(fc.nat(), fc.nat(), fc.nat()), (given, [blockedFrom, which, where]) => {
      const first = (blockedFrom % given.length) + 1;
      const distinct = given.map((pin, n) => (pin === undefined ? undefined : pin + n / 100));
      const queue = ordered(distinct.map((pin, n) => card(n, pin, n >= first)));
      const moved = queue[which % queue.length] ?? card(0);
      const others = queue.filter((each) => each !== moved);
      const to = where % queue.length;
      const result = pinsFor(others, moved, to);
      if (!result.ok) return;
      const now = after(queue, result.value).map((each) => each.id);
      expect(now).toEqual([...others.slice(0, to), moved, ...others.slice(to)].map((each) => each.id));
    }),
  );
});

test('the front and a place between two pins cost one pin; a place below loose cards pins those as well', () => {
  expect(pinsFor([card(1, 4), card(2)], card(3), 0)).toEqual({ ok: true, value: [{ thread: id(3), pinned: 3 }] });
  expect(pinsFor([card(1, 1), card(2, 2)], card(3), 1)).toEqual({ ok: true, value: [{ thread: id(3), pinned: 1.5 }] });
  expect(pinsFor([card(1), card(2)], card(3), 1)).toEqual({
    ok: true,
    value: [
      { thread: id(1), pinned: 1 },
      { thread: id(3), pinned: 2 },
    ],
  });
});

test('where no number is left between two pins, all pins are numbered anew', () => {
  const close = 1 + Number.EPSILON;
  const result = pinsFor([card(1, 1), card(2, close), card(4)], card(3), 1);
  expect(
    result.ok && after([card(1, 1), card(2, close), card(3), card(4)], result.value).map((each) => each.id),
  ).toEqual([1, 3, 2, 4].map(id));
});

test('what waits for another thread cannot go before what can begin, nor the other way round, and it is said why', () => {
  const before = pinsFor([card(1), card(2)], card(3, undefined, true), 1);
  expect(!before.ok && before.error.message).toContain('waits for another thread');
  const behind = pinsFor([card(1), card(2, undefined, true)], card(3), 2);
  expect(!behind.ok && behind.error.message).toContain('wait for other threads');
});
