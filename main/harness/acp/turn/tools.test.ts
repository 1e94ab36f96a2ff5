import { expect, test } from 'vitest';
import type { PermissionAnswer } from '../../../../core/gates/verdict.ts';
import type { ToolCall } from '../../../../core/model/action.ts';
import type { HarnessEvent } from '../../../../core/model/harness-event.ts';
import { callBook } from '../call-book.ts';
import { followTools } from './tools.ts';
import { toolCallOf, ToolUpdate } from './tool-update.ts';

function follow(
  answer: PermissionAnswer,
  { hooked = true, titleIsCommand = false, isLive = (): boolean => true } = {},
) {
  const asked: ToolCall[] = [];
  const events: HarnessEvent[] = [];
  const unheard: string[] = [];
  const book = callBook((call) => {
    asked.push(call);
    return Promise.resolve(answer);
  });
  const tools = followTools({
    ...{ book, hooked, isLive, reading: { cwd: '/w', titleIsCommand } },
    onEvent: (event) => events.push(event),
    onUnheard: (reason) => unheard.push(reason),
  });
  const results = () => events.filter((event) => event.type === 'tool-result');
  const calls = () => events.flatMap((event) => (event.type === 'tool-call' ? [event.call] : []));
  return { asked, unheard, results, calls, tools };
}

const update = (given: object) => ToolUpdate.parse({ toolCallId: 's1', kind: 'execute', ...given });
const hook = (id: string, command: string): ToolCall => ({ id, tool: 'Bash', input: { command }, cwd: '/w' });
const deny = { kind: 'deny', message: 'Denied by X' } as const;
const allow = { kind: 'allow' } as const;

test('a call that hook, stream and permission request tell of under one id is judged and told once', async () => {
  const { tools, asked, calls, results } = follow(allow);
  tools.onUpdate(update({ rawInput: { command: 'ls' } }));
  await tools.onHook(hook('s1', 'ls'));
  await tools.onRequest(update({ rawInput: { command: 'ls' } }));
  tools.onUpdate(update({ status: 'completed' }));
  await Promise.resolve();
  expect([asked.length, calls().length, results()]).toEqual([
    1,
    1,
    [expect.objectContaining({ call: 's1', ok: true })],
  ]);
});

test('a hook that does not say the id is joined with the call that does the same, whoever speaks first', async () => {
  for (const first of ['hook', 'stream'] as const) {
    const { tools, asked, calls, results } = follow(allow);
    const announce = () =>
      tools.onUpdate(update({ rawInput: { command: ['bash', '-lc', 'ls'] }, status: 'in_progress' }));
    if (first === 'stream') announce();
    await tools.onHook(hook('hook-1', 'ls'));
    if (first === 'hook') announce();
    tools.onUpdate(update({ status: 'completed' }));
    await Promise.resolve();
    expect([asked.length, calls().length, results().length]).toEqual([1, 1, 1]);
    expect(results()[0]).toMatchObject({ call: asked[0]?.id });
  }
});

test('the same command twice is judged twice', async () => {
  const { tools, asked } = follow(allow);
  tools.onUpdate(update({ rawInput: { command: 'ls' } }));
  await tools.onHook(hook('h1', 'ls'));
  tools.onUpdate(update({ toolCallId: 's2', rawInput: { command: 'ls' } }));
  await tools.onHook(hook('h2', 'ls'));
  expect(asked.map(({ id }) => id)).toEqual(['s1', 's2']);
});

test('leave for one command is no leave for another under the same id', async () => {
  const { tools, asked } = follow(allow);
  await tools.onRequest(update({ rawInput: { command: 'ls' } }));
  await tools.onHook(hook('s1', 'rm -rf ~'));
  expect(asked.map(({ input }) => input)).toEqual([{ rawInput: { command: 'ls' } }, { command: 'rm -rf ~' }]);
});

test('reading a file is no leave to write it', async () => {
  const { tools, asked } = follow(allow);
  tools.onUpdate(update({ kind: 'edit', rawInput: { path: 'a' } }));
  await tools.onHook({ id: 'h1', tool: 'Read', input: { file_path: 'a' }, cwd: '/w' });
  expect(asked).toMatchObject([{ id: 'h1', tool: 'Read' }]);
});

test('a reason is said as the next message exactly when no hook could say it', async () => {
  const asked = follow(deny);
  await asked.tools.onRequest(update({ rawInput: { command: 'ls' } }));
  expect(asked.unheard).toEqual(['Denied by X']);
  const hooked = follow(deny);
  await hooked.tools.onHook(hook('s1', 'ls'));
  await hooked.tools.onRequest(update({ rawInput: { command: 'ls' } }));
  expect(hooked.unheard).toEqual([]);
});

test('a call that failed before its hook was run has not run; a command that failed may have', async () => {
  const { tools, results } = follow(allow);
  tools.onUpdate(update({ toolCallId: 'a', kind: 'edit', rawInput: { path: 'x' }, status: 'failed' }));
  tools.onUpdate(update({ toolCallId: 'b', rawInput: { command: 'ls' }, status: 'failed' }));
  await Promise.resolve();
  expect(results()).toMatchObject([{ call: 'a', ran: false }, { call: 'b' }]);
  expect(results()[1]).not.toHaveProperty('ran');
});

test('a command is judged as a command, whatever the agent calls it', () => {
  const reading = { cwd: '/w', titleIsCommand: false };
  const tool = (given: object) => toolCallOf(update(given), reading).tool;
  expect(tool({ kind: 'read', rawInput: { command: 'cat a; rm b' } })).toBe('execute');
  expect(tool({ kind: 'search', rawInput: { command: ['rg', 'x'] } })).toBe('execute');
  expect(tool({ kind: 'edit', rawInput: { command: 'create', path: 'a' } })).toBe('edit');
  expect(tool({ kind: 'other', name: 'mcp__x__run' })).toBe('mcp__x__run');
});

test('a title is a command only for the agent that says so', () => {
  const call = update({ title: 'rm -rf ~' });
  expect(toolCallOf(call, { cwd: '/w', titleIsCommand: true }).input.rawInput).toEqual({ command: 'rm -rf ~' });
  expect(toolCallOf(call, { cwd: '/w', titleIsCommand: false }).input.rawInput).toBeUndefined();
});

test('an update that says nothing of a field leaves it as it was', async () => {
  const { tools, asked } = follow(allow);
  tools.onUpdate(update({ title: 'List', rawInput: { command: 'ls' } }));
  await tools.onRequest(update({ title: null, rawInput: {} }));
  expect(asked[0]?.input).toEqual({ title: 'List', rawInput: { command: 'ls' } });
});

test('another command goes through the hook alone, and what is said of it afterwards is not judged again', async () => {
  const { tools, asked, unheard } = follow({ kind: 'allow', command: 'git status' });
  expect(await tools.onHook(hook('h1', 'git push'))).toEqual({ kind: 'allow', command: 'git status' });
  const request = update({ rawInput: { command: 'git status' } });
  expect(await tools.onRequest(request)).toMatchObject({ kind: 'allow' });
  expect([asked.length, unheard]).toEqual([1, []]);
});

test('yes to a permission request would run what was asked, so another command is said as the next message', async () => {
  const { tools, unheard } = follow({ kind: 'allow', command: 'git status' });
  expect(await tools.onRequest(update({ rawInput: { command: 'git push' } }))).toMatchObject({ kind: 'deny' });
  expect(unheard).toEqual([expect.stringContaining('git status')]);
});

test('how a call of an earlier life ended is no result of this one, unless it is begun again', async () => {
  let live = false;
  const { tools, results } = follow(allow, { isLive: () => live });
  tools.onUpdate(update({ toolCallId: 'lost', rawInput: { command: 'ls' }, status: 'in_progress' }));
  tools.onUpdate(update({ toolCallId: 'again', rawInput: { command: 'ls' }, status: 'in_progress' }));
  live = true;
  tools.onUpdate(update({ toolCallId: 'lost', status: 'failed' }));
  tools.onUpdate(update({ toolCallId: 'again', status: 'in_progress' }));
  tools.onUpdate(update({ toolCallId: 'again', status: 'completed' }));
  await Promise.resolve();
  expect(results().map(({ call }) => call)).toEqual(['again']);
});
