import { expect, test } from 'vitest';
import type { HarnessEvent } from '../../model/harness-event.ts';
import { doingAfter } from './doing.ts';
import type { Doing } from './doing.ts';

const call = (id: string, command: string): HarnessEvent => ({
  type: 'tool-call',
  call: { id, tool: 'shell', input: { command }, cwd: '/w' },
});
const result = (id: string): HarnessEvent => ({
  type: 'tool-result',
  ...{ call: id, ok: true, summary: '', durationMs: 1 },
});

function after(...events: readonly HarnessEvent[]): string | undefined {
  return events.reduce<Doing | undefined>(doingAfter, undefined)?.line;
}

test('an agent is at its latest call until that has its result, whatever it says meanwhile', () => {
  const said: HarnessEvent = { type: 'text', text: 'Running the tests', delta: false };
  expect(after(call('1', 'npm test'), said)).toBe('npm test');
  expect(after(call('1', 'npm test'), call('2', 'ls'), result('1'))).toBe('ls');
  expect(after(call('1', 'npm test'), result('1'))).toBeUndefined();
});

test('between calls it thinks or writes, and after its turn nothing is claimed', () => {
  expect(after({ type: 'thought', text: '…' })).toBe('thinking');
  expect(after({ type: 'text', text: 'Done', delta: true })).toBe('writing');
  expect(after(call('1', 'npm test'), { type: 'turn-ended', outcome: 'interrupted', summary: '' })).toBeUndefined();
});
