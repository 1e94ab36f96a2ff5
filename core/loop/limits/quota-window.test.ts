import { expect, test } from 'vitest';
import { quotaWords, tightestWindows, withWindow } from './quota-window.ts';

const now = new Date(2026, 10, 23, 9, 41).getTime();
const hour = 3_600_000;
const claude = { account: 'claude', title: 'Claude Code' } as const;
const five = { ...claude, window: 'five hour', resetsAt: now + hour };
const week = { ...claude, window: 'seven day', resetsAt: now + 50 * hour };

test('of each account the window stands in the bar that is fullest, or else the one that resets first', () => {
  expect(tightestWindows([week, five], now)).toEqual([five]);
  expect(tightestWindows([{ ...week, usedPercent: 81 }, five], now)).toMatchObject([{ window: 'seven day' }]);
  const codex = { account: 'codex', title: 'Codex', window: 'week', usedPercent: 3 };
  expect(tightestWindows([five, codex], now).map(({ account }) => account)).toEqual(['codex', 'claude']);
});

test('what is told last of a window counts, and one whose time has come says nothing', () => {
  const later = { ...five, usedPercent: 90 };
  expect(withWindow([five, week], later)).toEqual([week, later]);
  expect(tightestWindows([five], now + 2 * hour)).toEqual([]);
});

test('a window is said in words, with what its harness told and nothing else', () => {
  expect(quotaWords({ ...five, usedPercent: 81 }, now)).toBe('Claude Code five hour: 81 % used, resets 10:41');
  expect(quotaWords(five, now)).toBe('Claude Code five hour: resets 10:41');
  expect(quotaWords(week, now)).toBe('Claude Code seven day: resets Wed Nov 25 11:41');
});
