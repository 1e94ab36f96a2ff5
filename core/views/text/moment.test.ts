import { expect, test } from 'vitest';
import { clockText, dayText, momentText } from './moment.ts';

test('a moment reads the same on every machine: day, month in letters, 24 hours', () => {
  const at = new Date(2026, 10, 3, 14, 3, 20).getTime();
  expect(momentText(at)).toBe('3 Nov 2026, 14:03:20');
  expect(clockText(at)).toBe('14:03');
  expect(dayText(at)).toBe('Tue 3');
  expect(clockText(new Date(2026, 10, 3, 0, 5).getTime())).toBe('00:05');
});
