import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { Activity } from '../../core/contract.ts';
import { ThreadId } from '../../core/ids.ts';
import { createActivityBoard } from './activity.ts';

const thread = ThreadId.parse('thr_a');

beforeEach(() => vi.useFakeTimers());
afterEach(() => vi.useRealTimers());

function watched() {
  const board = createActivityBoard(Date.now, () => []);
  const told: (readonly Activity[])[] = [];
  board.subscribe((activity) => told.push(activity));
  const last = () => {
    vi.advanceTimersByTime(300);
    return told.at(-1)?.at(-1);
  };
  return { board, told, last };
}

test('the board is told what an agent is at beside its last line, and no longer once that is done', () => {
  const { board, last } = watched();
  const call = { id: 'c1', tool: 'shell', input: { command: 'npm test' }, cwd: '/w' };
  board.saw(thread, 'Looking at the tests', { type: 'tool-call', call });
  board.saw(thread, '12 passed', { type: 'tool-output', call: 'c1', text: '12 passed\n' });
  expect(last()).toMatchObject({ line: '12 passed', doing: 'npm test' });
  board.saw(thread, 'all green', { type: 'tool-result', call: 'c1', ok: true, summary: 'all green', durationMs: 1 });
  expect(last()).not.toHaveProperty('doing');
  board.stop();
});

test('a secret in a command is not told', () => {
  const { board, last } = watched();
  const token = `ghp_${'a1B2c3D4e5'.repeat(4).slice(0, 36)}`;
  const call = { id: 'c1', tool: 'shell', input: { command: `curl -H "x: ${token}" x` }, cwd: '/w' };
  board.saw(thread, '', { type: 'tool-call', call });
  board.saw(thread, 'asking', undefined);
  expect(JSON.stringify(last())).not.toContain(token);
  expect(last()?.doing).toContain('curl');
  board.stop();
});

test('however much is said, windows are told four times a second, each time the last line only', () => {
  const { board, told } = watched();
  for (let n = 0; n < 10_000; n += 1) {
    if (n % 10 === 0) vi.advanceTimersByTime(1);
    board.saw(thread, `line ${String(n)}`);
  }
  vi.advanceTimersByTime(300);
  expect(told.length).toBeLessThanOrEqual(5);
  expect(told.at(-1)).toMatchObject([{ line: 'line 9999' }]);
  board.stop();
});
