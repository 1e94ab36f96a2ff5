import { expect, test } from 'vitest';
import { withSecondLook } from './second-look.mjs';

const failure = (file, title, words = ['timed out']) => ({ file, title, line: 7, words });
const ran = (part, failed, more = 0) => ({
  part,
  counted: { passed: 5, failed: failed.length + more, skipped: 0 },
  failed,
});
const ends = (passed, failed) => ({ counted: { passed, failed, skipped: 0 }, failed: [] });

/** What is told after the runs, and what was run again. */
async function look(all, second = ends(1, 0)) {
  const asked = [];
  const run = async (selection) => {
    asked.push(selection);
    return second;
  };
  return { ...(await withSecondLook(all, run)), asked };
}

test('what fails beside the others and passes alone counts, and is told with its reason', async () => {
  const all = [ran('unit', [failure('a.test.ts', 'holds (1.5×)')]), ran('e2e', [failure('e2e/b.test.ts', 'lands')])];
  const { counted, told, asked } = await look(all);
  expect(counted).toEqual({ passed: 12, failed: 0, skipped: 0 });
  expect(told).toEqual([
    'unsteady: a.test.ts: holds (1.5×)',
    '  timed out',
    'unsteady: e2e/b.test.ts: lands',
    '  timed out',
  ]);
  expect(asked).toEqual([
    { part: 'unit', patterns: ['a.test.ts', '-t', String.raw`^holds \(1\.5×\)$`] },
    { part: 'e2e', patterns: ['e2e/b.test.ts:7'] },
  ]);
});

test.each([
  ['fails alone too', ends(0, 1)],
  ['is not found again', ends(0, 0)],
])('what %s has failed', async (_, second) => {
  const { counted, told } = await look([ran('unit', [failure('a.test.ts', 'holds')])], second);
  expect(counted.failed).toBe(1);
  expect(told[0]).toBe('failed: a.test.ts: holds');
});

test.each([
  ['a counterexample', [failure('a.test.ts', 'holds', ['Property failed after 3 tests'])], 0],
  ['a file that could not be loaded', [failure('a.test.ts', undefined)], 0],
  ['a runner that ended badly with no test to blame', [], 1],
  ['four failures', ['a', 'b', 'c', 'd'].map((title) => failure('a.test.ts', title)), 0],
])('%s gets no second look', async (_, failed, more) => {
  const { counted, asked } = await look([ran('unit', failed, more)]);
  expect(asked).toEqual([]);
  expect(counted.failed).toBeGreaterThan(0);
});
