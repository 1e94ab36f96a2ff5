import { expect, test } from 'vitest';
import type { ToolCall } from '../../model/action.ts';
import { readToolUse } from './tool-use.ts';
import { takesCommand, withCommand } from './with-command.ts';

const call = (input: ToolCall['input'], tool = 'shell'): ToolCall => ({ id: 'c', tool, input, cwd: '/w' });

test.each([
  ['its command', { command: 'git push', description: 'd' }, { command: 'ls', description: 'd' }],
  ['its cmd', { cmd: 'git push' }, { cmd: 'ls' }],
  ['the text of a shell', { command: ['bash', '-lc', 'git push'] }, { command: ['bash', '-lc', 'ls'] }],
  ['a list of words', { command: ['git', 'push'] }, { command: ['bash', '-c', 'ls'] }],
  ['what an agent passes on', { rawInput: { command: 'git push' } }, { rawInput: { command: 'ls' } }],
  [
    'what is said twice',
    { command: 'git push', rawInput: { command: 'git push' } },
    { command: 'ls', rawInput: { command: 'ls' } },
  ],
])('another command goes to where a call has %s', (_, input, wanted) => {
  const edited = withCommand(call(input), 'ls');
  expect(edited?.input).toEqual(wanted);
  expect(edited && readToolUse(edited).kind).toBe('shell');
});

test('a call that runs no command takes none', () => {
  expect(withCommand(call({ path: 'a', command: 'create' }, 'write'), 'ls')).toBeUndefined();
  expect(withCommand(call({ chars: '' }), 'ls')).toBeUndefined();
});

test('a command is changed only where all of it was seen', () => {
  expect(takesCommand({ tool: 'Bash', raw: 'git push' })).toBe(true);
  expect(takesCommand({ tool: 'Bash', raw: 'x'.repeat(10_000) })).toBe(false);
  expect(takesCommand({ tool: 'Write', raw: '/w/a.txt' })).toBe(false);
});
