import { expect, test } from 'vitest';
import { rank } from '../../attention/order.ts';
import type { Item } from '../../attention/order.ts';
import { Triage } from '../../model/attention/triage.ts';
import { createStory, ids } from '../../loop/testing/story.ts';
import { linksOf } from './links.ts';
import { triageWords, whyLine, whyTerms } from './why.ts';

const hour = 3_600_000;
const now = Date.UTC(2026, 10, 23);
const item: Item = {
  ...{ id: 'a', number: 1, createdAt: now - 48 * hour, priority: 'P1', size: 5, boost: -2, background: false },
  ...{ stage: 'code', retries: 1, unblocks: 1, builtOn: 0, holdsUrgent: false, blocked: false, due: now + 24 * hour },
};

test('a card says in one line what a person would want to know of its place', () => {
  expect(whyLine(rank({ ...item, pinned: 0 }, now), now)).toBe(
    'you pinned it; P1; due in 24 h; 1 thread waits for it; 1 try failed; boost −2',
  );
  expect(whyLine(rank({ ...item, holdsUrgent: true, due: now - 72 * hour, boost: 0, retries: 0 }, now), now)).toBe(
    'P1, holds up a P0; overdue by 3 days; 1 thread waits for it',
  );
});

test('the explanation has every term that counts, and the terms give the score', () => {
  const ranked = rank(item, now);
  const rows = whyTerms(ranked, now).map(({ name, points }) => [name, points]);
  expect(rows).toEqual([
    ...[
      ['lane', ''],
      ['value', '+8'],
      ['due', '+5.89'],
      ['unblocks', '+3'],
      ['size', '÷ 5'],
      ['age', '+1'],
    ],
    ...[
      ['tries', '−1'],
      ['boost', '−2'],
      ['score', '1.38'],
    ],
  ]);
  expect((8 + 5.89 + 3) / 5 + 1 - 1 - 2).toBeCloseTo(ranked.score, 2);
});

test('a triage is told in words, and what is as usual is left out', () => {
  expect(triageWords(Triage.parse({ priority: 'P3', boost: 1, due: now, pinned: 2 }))).toBe(
    'P3 · size 3 · due 2026-11-23 00:00 UTC · boost +1 · pinned',
  );
});

test('a link is seen from both ends, and only the one that waits is held back', () => {
  const story = createStory();
  story.begin();
  const one = story.thread();
  const other: typeof one = { ...one, thread: ids.thread, number: 2, edges: [{ kind: 'waits-for', to: one.thread }] };
  const threads = new Map([
    [one.thread, one],
    ['thr_other' as typeof one.thread, other],
  ]);
  expect(linksOf(one, threads).map(({ words, holds }) => [words, holds])).toEqual([['blocks', false]]);
  expect(linksOf(other, new Map([[one.thread, one]])).map(({ words, holds }) => [words, holds])).toEqual([
    ['waits for', true],
  ]);
});
