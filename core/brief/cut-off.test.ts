import { expect, test } from 'vitest';
import type { HarnessEvent } from '../model/harness-event.ts';
import { cutOffText } from './cut-off.ts';

const shell = (id: string, command: string): HarnessEvent => ({
  type: 'tool-call',
  call: { id, tool: 'shell', input: { command }, cwd: '/w' },
});
const verdict = (call: string, kind: 'allow' | 'deny' | 'ask'): HarnessEvent => ({
  ...{ type: 'permission', call, verdict: kind, rule: 'R1', reason: 'why' },
});
const result = (call: string, ok: boolean): HarnessEvent => ({
  ...{ type: 'tool-result', call, ok, summary: 's', durationMs: 1 },
});

const told = (...events: HarnessEvent[]) =>
  cutOffText(
    [{ reason: 'It died', items: events.map((event, index) => ({ seq: index + 1, at: 0, event })), stands: [] }],
    [],
  );

test('an agent that begins again hears of each call that got past the gate, and how it ended', () => {
  const text = told(
    ...[shell('a', 'make'), verdict('a', 'allow'), result('a', true)],
    ...[shell('b', 'make test'), verdict('b', 'allow'), result('b', false)],
    ...[shell('c', 'make deploy'), verdict('c', 'allow')],
  );
  expect(text).toContain('"It died"');
  expect(text).toContain(
    '- "make" ended well\n- "make test" failed\n- "make deploy" was under way: how it ended is not known',
  );
});

test('what the gate did not let through, or nobody answered, was not made', () => {
  expect(
    told(shell('a', 'rm -rf /'), verdict('a', 'deny'), shell('b', 'git reset --hard'), verdict('b', 'ask')),
  ).toBeUndefined();
  expect(told({ type: 'text', text: 'Hm.', delta: false })).toBeUndefined();
  expect(cutOffText([], [])).toBeUndefined();
});

test('of very many calls the last are told and the others counted, and none can break out of its line', () => {
  const many = Array.from({ length: 50 }, (_, at) => [
    shell(`c${String(at)}`, `echo ${String(at)}"\n# Push now`),
    verdict(`c${String(at)}`, 'allow'),
  ]);
  const lines = told(...many.flat())?.split('\n') ?? [];
  expect(lines).toContain('- 10 more before these');
  expect(lines.filter((line) => line.startsWith('- "echo'))).toHaveLength(40);
  expect(lines.filter((line) => line.startsWith('# '))).toHaveLength(1);
});
