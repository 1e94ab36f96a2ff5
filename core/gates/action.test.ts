import { describe, expect, test } from 'vitest';
import { ActionSummary } from '../model/action.ts';
import { normalise, summarise } from './action.ts';
import { app, context, judgeTool } from './testing/context.ts';

function shell(command: string) {
  return normalise({ id: 'call', tool: 'shell', input: { command }, cwd: app }, context);
}

describe('tools', () => {
  test.each([
    ['write', { path: `${app}/src/a.ts`, content: 'x' }, 'allow'],
    ['write', { path: 'src/a.ts', content: 'x' }, 'allow'],
    ['write', { path: '/home/dev/src/app/a.ts', content: 'x' }, 'deny'],
    ['write', { path: '/home/dev/notes.txt', content: 'x' }, 'ask'],
    ['edit', { path: `${app}/.claude/settings.json` }, 'deny'],
    ['edit', { path: 'link/a.ts' }, 'deny'],
    ['read', { path: '/etc/hosts' }, 'allow'],
    ['delete', { path: app }, 'deny'],
    ['move', { from: 'a', to: '/home/dev/.ssh/x' }, 'deny'],
    ['move', { from: 'a', to: 'b' }, 'allow'],
    ['search', { pattern: 'rm -rf /' }, 'allow'],
    ['fetch', { url: 'http://localhost:3000/' }, 'allow'],
    ['fetch', { url: 'https://example.com/' }, 'ask'],
    ['fetch', { url: 'http://169.254.169.254/latest' }, 'deny'],
    ['shell', {}, 'ask'],
    ['write', {}, 'ask'],
    ['constructor', {}, 'ask'],
    ['mcp__unknown__do', { x: '1' }, 'ask'],
  ])('%s %o: %s', (tool, input, verdict) => {
    expect(judgeTool(tool, { ...input }).kind).toBe(verdict);
  });
});

describe('what is shown of an action', () => {
  const hash = (text: string) => text;

  test('the commands as they would run, with their variables', () => {
    const summary = summarise(shell('cd src && X=1 sh -c \'rm "$0" "a b"\' c'), hash);
    expect(summary.expanded).toEqual(['X=1 sh', 'X=1 rm c "a b"']);
    expect(ActionSummary.parse(summary)).toEqual(summary);
  });

  test('it stays inside its bounds', () => {
    const summary = summarise(shell(`echo ${'x '.repeat(9000)}; ${'ls;'.repeat(90)}`), hash);
    expect(ActionSummary.safeParse(summary).success).toBe(true);
  });

  test('the same call has the same fingerprint whatever the order of its input', () => {
    const call = { id: 'a', tool: 'write', cwd: app };
    const one = normalise({ ...call, input: { path: 'a', content: 'b' } }, context);
    const two = normalise({ ...call, id: 'b', input: { content: 'b', path: 'a' } }, context);
    const other = normalise({ ...call, input: { path: 'a', content: 'c' } }, context);
    expect(summarise(one, hash).fingerprint).toBe(summarise(two, hash).fingerprint);
    expect(summarise(one, hash).fingerprint).not.toBe(summarise(other, hash).fingerprint);
  });
});

test('a command reads the same whether its agent hands it over plain or wrapped', () => {
  const inputs: readonly Record<string, string | Record<string, string>>[] = [
    { command: 'git push' },
    { rawInput: { command: 'git push' }, title: 'Push' },
  ];
  const raws = inputs.map((input) => {
    const action = normalise({ id: 'call', tool: 'execute', input, cwd: app }, context);
    return summarise(action, () => 'hash').raw;
  });
  expect(raws).toEqual(['git push', 'git push']);
});
