import { expect, test } from 'vitest';
import type { HarnessInfo } from '../../contract.ts';
import { refusedSeat } from './who-can-sit.ts';

const harnesses: readonly HarnessInfo[] = [
  { id: 'claude', title: 'Claude Code', state: 'ready', text: '2.1.4', model: true },
  { id: 'codex', title: 'Codex', state: 'ready', text: '0.52.0' },
  { id: 'opencode', title: 'OpenCode', state: 'missing', text: 'opencode was not found on PATH' },
  { id: 'recipe', title: 'Recipe', state: 'ready', text: 'Built in', seatGap: 'it has no model' },
];
const seat = (harness: string, model?: string) => ({
  harness,
  everyMinutes: 60,
  ...(model !== undefined && { model }),
});

test.each([
  ['claude', 'haiku', undefined],
  ['codex', undefined, undefined],
  ['codex', 'haiku', 'Codex takes no model from here'],
  ['opencode', undefined, 'OpenCode cannot have it: opencode was not found on PATH'],
  ['recipe', undefined, 'Recipe cannot have it: it has no model'],
  ['gone', undefined, 'there is no harness gone; there is claude, codex, opencode, recipe'],
])('the seat over %s with the model %s: %s', (harness, model, refusal) => {
  expect(refusedSeat(seat(harness, model), 'off', harnesses)).toBe(refusal);
});

test('what stood there already is not refused, so that other settings can be saved when its program is gone', () => {
  expect(refusedSeat(seat('opencode'), seat('opencode'), harnesses)).toBeUndefined();
  expect(refusedSeat('off', seat('opencode'), harnesses)).toBeUndefined();
  expect(refusedSeat(seat('recipe'), seat('opencode'), harnesses)).toContain('it has no model');
});
