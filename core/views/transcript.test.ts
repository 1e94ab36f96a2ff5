import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { HarnessEvent } from '../model/harness-event.ts';
import type { ToolCall } from '../model/action.ts';
import { addItem, emptyRows, toolLine, toolState } from './transcript.ts';
import type { ToolRow } from './transcript.ts';

const call = (id: string): HarnessEvent => ({
  type: 'tool-call',
  call: { id, tool: 'shell', input: { command: 'npm test' }, cwd: '/w/api' },
});

function rowsOf(events: readonly HarnessEvent[]) {
  const into = emptyRows();
  events.forEach((event, index) => addItem(into, { seq: index + 1, at: index, event }));
  return into.rows;
}

test('a call, its verdict, its output and its result are one row, however they interleave with another call', () => {
  const rows = rowsOf([
    call('a'),
    call('b'),
    { type: 'permission', call: 'b', verdict: 'deny', rule: 'GIT1', reason: 'no' },
    { type: 'permission', call: 'a', verdict: 'allow', rule: 'default', reason: 'inside its own worktree' },
    { type: 'tool-output', call: 'a', text: 'one\n' },
    { type: 'tool-output', call: 'a', text: 'two\n' },
    { type: 'tool-result', call: 'a', ok: true, summary: 'passed', durationMs: 12 },
  ]);
  const [a, b] = rows as ToolRow[];
  expect(rows).toHaveLength(2);
  expect(a).toMatchObject({ output: 'one\ntwo\n', permission: { verdict: 'allow' }, result: { summary: 'passed' } });
  expect([a, b].map((row) => row && toolState(row, undefined))).toEqual(['done', 'denied']);
});

test('streamed text is one row until something else happens', () => {
  const rows = rowsOf([
    { type: 'text', text: 'Ren', delta: true },
    { type: 'text', text: 'aming', delta: true },
    call('a'),
    { type: 'text', text: 'Done', delta: true },
  ]);
  expect(rows.map((row) => (row.kind === 'text' ? row.text : row.kind))).toEqual(['Renaming', 'tool', 'Done']);
});

test('the end of a turn does not say again what its agent has just said, however its pieces were put together', () => {
  const turn = (summary: string): readonly HarnessEvent[] => [
    { type: 'turn-started', instruction: 'ins' },
    { type: 'text', text: '\n\nI look.', delta: true },
    call('a'),
    { type: 'text', text: 'All done.', delta: true },
    { type: 'turn-ended', outcome: 'completed', summary },
  ];
  const told = (events: readonly HarnessEvent[]) =>
    rowsOf(events).flatMap((row) =>
      row.kind === 'event' && row.event.type === 'turn-ended' ? [row.event.summary] : [],
    );
  expect(told(turn('I look.All done.'))).toEqual(['']);
  expect(told(turn('The limit was reached'))).toEqual(['The limit was reached']);
  expect(told([...turn(''), ...turn('').slice(0, 1), ...turn('I look.').slice(-1)])).toEqual(['', 'I look.']);
});

test('an item that arrives twice, once read and once pushed, counts once', () => {
  fc.assert(
    fc.property(fc.array(fc.nat(20), { maxLength: 60 }), (order) => {
      const into = emptyRows();
      for (const seq of [...order].sort((a, b) => a - b)) {
        addItem(into, { seq: seq + 1, at: seq, event: { type: 'text', text: String(seq), delta: false } });
      }
      expect(into.rows).toHaveLength(new Set(order).size);
    }),
  );
});

test('what is said about an unknown call changes nothing', () => {
  expect(rowsOf([{ type: 'tool-output', call: 'ghost', text: 'boo' }])).toEqual([]);
});

test('a plan is one row that moves on', () => {
  const plan = (state: 'active' | 'done'): HarnessEvent => ({ type: 'plan', steps: [{ title: 'Rename', state }] });
  const rows = rowsOf([plan('active'), call('a'), plan('done')]);
  expect(rows.map((row) => row.kind)).toEqual(['event', 'tool']);
  expect(rows[0]).toMatchObject({ seq: 1, event: { steps: [{ state: 'done' }] } });
});

test('a call reads as its command or as a path from where it starts', () => {
  const line = (input: Record<string, string>) => toolLine({ id: 'a', tool: 'edit', input, cwd: '/w/1/api' });
  expect(line({ command: "git commit -m 'one\n\ntwo'" })).toBe("git commit -m 'one …");
  expect([line({ path: '/w/1/api/src/a.ts' }), line({ path: '/etc/hosts' }), line({})]).toEqual([
    'src/a.ts',
    '/etc/hosts',
    'edit',
  ]);
});

test('the same deed reads alike, whatever its harness calls the tool and its fields', () => {
  const line = (tool: string, input: ToolCall['input']) => toolLine({ id: 'a', tool, input, cwd: '/w' });
  const shells = [
    line('Bash', { command: 'ls -l' }),
    line('execute', { rawInput: { command: ['bash', '-lc', 'ls -l'] }, title: 'List' }),
    line('run_shell_command', { rawInput: { cmd: 'ls -l' } }),
  ];
  expect(new Set(shells)).toEqual(new Set(['ls -l']));
  const files = [
    line('Read', { file_path: '/w/a.ts' }),
    line('read', { rawInput: { filePath: '/w/a.ts' }, title: 'a.ts', locations: [{ path: '/w/a.ts' }] }),
    line('edit', { rawInput: { absolute_path: '/w/a.ts', content: 'x' } }),
    line('str_replace_editor', { command: 'view', path: '/w/a.ts' }),
    line('apply_patch', { input: '*** Begin Patch\n*** Update File: /w/a.ts\n+x\n*** End Patch' }),
  ];
  expect(new Set(files)).toEqual(new Set(['a.ts']));
  expect([
    line('WebFetch', { url: 'http://x.test/' }),
    line('other', { title: 'Dance\nnow' }),
    line('TodoWrite', {}),
  ]).toEqual(['http://x.test/', 'Dance …', 'TodoWrite']);
});

test('a thought that comes in pieces is one row, and words after it are another', () => {
  const rows = rowsOf([
    { type: 'thought', text: 'They want', delta: true },
    { type: 'thought', text: ' tea.', delta: true },
    { type: 'text', text: 'I look.', delta: true },
    { type: 'thought', text: 'Whole.' },
    { type: 'thought', text: 'Another.' },
  ]);
  expect(rows.map((row) => [row.kind, 'text' in row && row.text])).toEqual([
    ['thought', 'They want tea.'],
    ['text', 'I look.'],
    ['thought', 'Whole.'],
    ['thought', 'Another.'],
  ]);
});
