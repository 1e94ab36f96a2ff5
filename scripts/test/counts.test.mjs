import { expect, test } from 'vitest';
import { addUp, countEndToEnd, countUnit, failedEndToEnd, failedUnit, line, told } from './counts.mjs';

const unit = { numPassedTests: 5, numFailedTests: 0, numPendingTests: 1, numTodoTests: 1, testResults: [] };
const e2e = { stats: { expected: 3, unexpected: 0, flaky: 0, skipped: 1 } };

test('the last line sums both parts', () => {
  const sum = addUp([countUnit(unit, 0), countEndToEnd(e2e, 0)]);
  expect(line(sum)).toBe('8 passed, 0 failed, 3 skipped');
});

test('a file that could not be loaded counts as one failure', () => {
  const testResults = [{ name: 'a.test.ts', status: 'failed', assertionResults: [] }];
  expect(countUnit({ ...unit, testResults }, 1).failed).toBe(1);
});

test('a test that its runner repeated by itself has failed', () => {
  expect(countEndToEnd({ stats: { ...e2e.stats, flaky: 1 } }, 0).failed).toBe(1);
});

test.each([
  ['ran nothing', undefined, 0],
  ['skipped everything', { ...unit, numPassedTests: 0 }, 0],
  ['ended badly with no test to blame', unit, 1],
])('a runner that %s has failed', (_, report, exitCode) => {
  expect(countUnit(report, exitCode).failed).toBe(1);
});

test('what failed is told by file and title, also a file that could not be loaded', () => {
  const testResults = [
    { name: '/r/a.test.ts', status: 'passed', assertionResults: [{ status: 'passed', fullName: 'holds' }] },
    { name: '/r/b.test.ts', status: 'failed', assertionResults: [{ status: 'failed', fullName: 'breaks' }] },
    { name: '/r/c.test.ts', status: 'failed', assertionResults: [] },
  ];
  const failed = failedUnit({ ...unit, testResults }, '/r');
  expect(failed.flatMap((each) => told('failed', each))).toEqual(['failed: b.test.ts: breaks', 'failed: c.test.ts']);
  const inner = { file: 'x.test.ts', specs: [{ title: 'lands', ok: false, line: 3 }] };
  const suites = [{ file: 'x.test.ts', specs: [{ title: 'starts', ok: true }], suites: [inner] }];
  expect(failedEndToEnd({ ...e2e, suites })).toEqual([{ file: 'e2e/x.test.ts', title: 'lands', line: 3, words: [] }]);
});

test('why it failed is told beside it, in its first words and without the stack', () => {
  const why = '\u001b[31mError\u001b[39m: Counterexample: [3]\n    at x.ts:1:1\nExpected 1';
  const failed = { status: 'failed', fullName: 'breaks', failureMessages: [why] };
  const testResults = [
    { name: '/r/b.test.ts', status: 'failed', assertionResults: [failed] },
    { name: '/r/c.test.ts', status: 'failed', message: 'no such module', assertionResults: [] },
  ];
  const words = ['Error: Counterexample: [3]', 'Expected 1'];
  const [first, second] = failedUnit({ ...unit, testResults }, '/r');
  expect([first?.words, second?.words]).toEqual([words, ['no such module']]);
  expect(first && told('failed', first)).toEqual(['failed: b.test.ts: breaks', ...words.map((each) => `  ${each}`)]);
  const spec = { title: 'lands', ok: false, tests: [{ results: [{ error: { message: why } }] }] };
  const suites = [{ file: 'x.test.ts', specs: [spec] }];
  expect(failedEndToEnd({ ...e2e, suites })).toMatchObject([{ title: 'lands', words }]);
});
