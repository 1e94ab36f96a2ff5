import { expect, test } from 'vitest';
import { failureFingerprint } from './fingerprint.ts';

const same: readonly (readonly [what: string, once: string, again: string])[] = [
  ['durations', '1 failed in 0.12s (took 9ms)', '1 failed in 13.4s (took 1204ms)'],
  ['TAP durations', '# duration_ms 45.123', '# duration_ms 7.5'],
  ['times of day', 'Start at 22:41:05', 'Start at 03:04:59'],
  [
    'log files of npm',
    'log: /root/.npm/_logs/2026-11-22T10_11_12_345Z-debug-0.log',
    'log: /root/.npm/_logs/2026-11-23T01_59_03_001Z-debug-0.log',
  ],
  ['process ids', '(node:12345) Warning: old', '(node:987) Warning: old'],
  ['commit ids', 'at 1234567890abcdef', 'at fedcba0987654321'],
  ['temporary folders', 'in /tmp/x-abc/file.txt: bad', 'in /tmp/x-def/file.txt: bad'],
  ['colours', '\u001b[31mFAIL\u001b[39m', 'FAIL'],
];

test.each(same)('the same failure with other %s has the same fingerprint', (_, once, again) => {
  expect(failureFingerprint('failed', once)).toBe(failureFingerprint('failed', again));
});

const different: readonly (readonly [what: string, once: string, other: string])[] = [
  ['test', 'FAIL adds', 'FAIL subtracts'],
  ['line', 'a.js:12 unexpected', 'a.js:13 unexpected'],
  ['value', 'expected 0.1 to be 0.3', 'expected 0.2 to be 0.3'],
  ['count', '3 errors', '2 errors'],
  ['word of the letters a to f', 'effaced', 'defaced'],
];

test.each(different)('a failure with another %s has another fingerprint', (_, once, other) => {
  expect(failureFingerprint('failed', once)).not.toBe(failureFingerprint('failed', other));
});

test('another outcome is another failure', () => {
  expect(failureFingerprint('failed', 'x')).not.toBe(failureFingerprint('timed-out', 'x'));
});

test('a long output whose durations have more digits this time has the same fingerprint', () => {
  const output = (ms: number) =>
    Array.from({ length: 500 }, (_, at) => `test ${String(at % 7)} failed (${String(ms + at)}ms)`).join('\n');
  expect(failureFingerprint('failed', output(1))).toBe(failureFingerprint('failed', output(99_000)));
});
