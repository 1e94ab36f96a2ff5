import { expect, test } from 'vitest';
import { printFigures, runChecks } from './report.mjs';

const passing = (name) => ({ name, run: () => ({ ok: true, output: 'noise' }) });
const failing = { name: 'lint', run: async () => ({ ok: false, output: 'a.ts\n  1:1 error' }) };

test('every check runs, also after one failed, and only the failing one shows its output', async () => {
  const printed = [];
  const results = await runChecks([failing, passing('types'), passing('sizes')], 1, (line) => printed.push(line));
  expect([...results.keys()]).toEqual(['lint', 'types', 'sizes']);
  expect(printed.map((line) => line.replace(/\d+\.\d s/, 'T'))).toEqual([
    '✗ lint T\n    a.ts\n      1:1 error',
    '✓ types T',
    '✓ sizes T',
  ]);
});

test('a check that crashes has failed', async () => {
  const crash = { name: 'crash', run: () => Promise.reject(new Error('no such tool')) };
  const results = await runChecks([crash, passing('types')], 2, () => undefined);
  expect(results.get('crash')).toMatchObject({ ok: false, output: expect.stringContaining('no such tool') });
  expect(results.get('types')?.ok).toBe(true);
});

test('at most the given number of checks run at the same time', async () => {
  let running = 0;
  let most = 0;
  const slow = (name) => ({
    name,
    run: async () => {
      most = Math.max(most, ++running);
      await new Promise((resolve) => setTimeout(resolve, 5));
      running -= 1;
      return { ok: true, output: '' };
    },
  });
  await runChecks(['a', 'b', 'c', 'd', 'e'].map(slow), 2, () => undefined);
  expect(most).toBe(2);
});

test('the figures of style.md are printed', () => {
  const printed = [];
  const files = { count: 3, median: 60, p90: 100, max: 200, longest: 'core/a.ts' };
  const functions = { count: 9, median: 5, p90: 20, max: 40, longest: 'core/a.ts:f' };
  /** @type {Map<string, import('./all.mjs').Result>} */
  const results = new Map();
  results.set('sizes', { ok: true, output: '', figures: { files, functions } });
  results.set('import rules', { ok: true, output: '', cycles: 0 });
  results.set('names and folders', { ok: true, output: '', crowded: 1 });
  printFigures(results, (line) => printed.push(line));
  expect(printed.join('\n')).toContain('median 60 lines, p90 100, max 200 (core/a.ts)');
  expect(printed.join('\n')).toMatch(/p90 20 lines.*\n.*1 over 12.*\n.*cycles +0/);
});
