import { expect, test } from 'vitest';
import { pathText } from '../placed-problem.ts';
import { orderOf, parseBoard } from './board-file.ts';

const createdAt = '2026-11-20T12:00:00Z';
const now = Date.UTC(2026, 10, 23, 12);

function ordered(threads: readonly object[], limits = {}) {
  const board = parseBoard({ limits, threads: threads.map((thread) => ({ createdAt, ...thread })) });
  if (!board.ok) throw new Error(JSON.stringify(board.problems));
  return orderOf(board.value, now);
}

test('what is not said of a thread is P2, size 3, new and in nobody’s way', () => {
  const [row] = ordered([{ id: 'a' }]);
  expect(row?.ranked).toMatchObject({ lane: 'start', terms: { value: 4, size: 3, age: 1.5, due: 0, unblocked: 0 } });
});

test('a blocker comes before what it blocks, and is worth three points for each', () => {
  const rows = ordered([
    { id: 'late', priority: 'P1', blockedBy: [7] },
    { id: 7, priority: 'P4' },
  ]);
  expect(rows.map(({ id, waits }) => [id, waits])).toEqual([
    [7, undefined],
    ['late', 'waits for 7'],
  ]);
  expect(rows[0]?.ranked.terms.unblocked).toBe(3);
});

test('limits hold back what comes later in the order, and say so', () => {
  const rows = ordered(
    [
      { id: 'a', repo: 'api' },
      { id: 'b', repos: ['api'] },
      { id: 'c', repo: 'web' },
    ],
    {
      ...{ places: 2, perRepo: 1 },
    },
  );
  expect(rows.map(({ waits }) => waits)).toEqual([undefined, '1 of 1 places in api are taken', undefined]);
});

test('a board may be a list, and say the same in the words of other programs', () => {
  const told = [
    { id: 'a', priority: 'P1', createdAt, due: '2026-11-24T12:00:00Z', blockedBy: ['b'], boost: 2, pinned: 0 },
    { id: 'b', createdAt, retries: 1 },
  ];
  const others = [
    { id: 'a', priority: 'p1', age_days: 3, hours_left: 24, depends_on: ['b'], user_boost: 2, pin: true, url: 'x' },
    { id: 'b', created_at: createdAt, failures: 1, priority: 2 },
  ];
  const read = (threads: unknown) => {
    const board = parseBoard(threads);
    return board.ok ? orderOf(board.value, now) : board;
  };
  expect(read(others)).toEqual(read({ threads: told }));
});

test('a large board is read in a moment, circles and all', () => {
  const threads = Array.from({ length: 5000 }, (_, at) => ({ id: at, blockedBy: at === 0 ? [] : [at - 1] }));
  expect(parseBoard(threads).ok).toBe(true);
});

test.each([
  ['no board', 7, ': '],
  ['a thread of a list', [{ id: 'a' }, { id: 'b', size: 4 }], 'threads[1].size: '],
  ['a size there is not', { threads: [{ id: 'a', createdAt, size: 4 }] }, 'threads[0].size: '],
  ['a thread without an id', { threads: [{}] }, 'threads[0].id: '],
  ['a time that is none', { threads: [{ id: 1, due: 'soon' }] }, 'threads[0].due: '],
  ['a negative limit', { limits: { places: -1 }, threads: [] }, 'limits.places: '],
  [
    'an id twice',
    {
      threads: [
        { id: 1, createdAt },
        { id: '1', createdAt },
      ],
    },
    'threads[1].id: 1 is the id of threads[0]',
  ],
  [
    'a blocker that is not there',
    { threads: [{ id: 'a', createdAt, blockedBy: ['b'] }] },
    'threads[0].blockedBy[0]: there is no thread b',
  ],
  [
    'a circle',
    {
      threads: [
        { id: 'a', createdAt, blockedBy: ['b'] },
        { id: 'b', createdAt, blockedBy: ['a'] },
      ],
    },
    'threads[0].blockedBy: a → b → a is a circle',
  ],
])('%s is refused with the field that is wrong', (...[, board, says]) => {
  const parsed = parseBoard(board);
  const [problem] = parsed.ok ? [] : parsed.problems;
  expect(problem && `${pathText(problem.path)}: ${problem.message}`).toContain(says);
});
