import { expect, test } from 'vitest';
import type { PermissionAnswer } from '../../../../core/gates/verdict.ts';
import type { ToolCall } from '../../../../core/model/action.ts';
import type { HarnessEvent } from '../../../../core/model/harness-event.ts';
import { callBook } from '../call-book.ts';
import { followTools, type ToolsOptions } from './tools.ts';
import { toolCallOf, ToolUpdate } from './tool-update.ts';

type Agent = Partial<Pick<ToolsOptions, 'hooked' | 'proven' | 'isLive' | 'isAside'>> & {
  readonly titleIsCommand?: boolean;
};

function follow(answer: PermissionAnswer, given: Agent = {}) {
  const { hooked = true, proven = hooked, titleIsCommand = false, isLive = () => true, isAside = () => false } = given;
  const asked: ToolCall[] = [];
  const events: HarnessEvent[] = [];
  const unheard: string[] = [];
  const book = callBook((call) => {
    asked.push(call);
    return Promise.resolve(answer);
  });
  const tools = followTools({
    ...{ book, hooked, proven, isLive, isAside, reading: { cwd: '/w', titleIsCommand } },
    onEvent: (event) => events.push(event),
    onUnheard: (reason) => unheard.push(reason),
  });
  const results = () => events.filter((event) => event.type === 'tool-result');
  const calls = () => events.flatMap((event) => (event.type === 'tool-call' ? [event.call] : []));
  return { asked, events, unheard, results, calls, tools };
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

test('a call is one call though the stream names another kind than the hook, when it looks and does not change', async () => {
  const looks: readonly (Pick<ToolCall, 'tool' | 'input'> & { readonly kind: string })[] = [
    { tool: 'grep', kind: 'read', input: { pattern: 'x', path: '/w' } },
    { tool: 'stop_bash', kind: 'execute', input: { shellId: '0' } },
    { tool: 'task', kind: 'other', input: { prompt: 'Look' } },
    { tool: 'list_agents', kind: 'read', input: {} },
  ];
  for (const { tool, kind, input } of looks) {
    const { tools, asked, calls, results } = follow(allow);
    tools.onUpdate(update({ kind, rawInput: input, status: 'pending' }));
    await tools.onHook({ id: 'hook-1', tool, input, cwd: '/w' });
    tools.onUpdate(update({ kind, status: 'completed' }));
    await Promise.resolve();
    expect([tool, calls().length, results()]).toEqual([tool, 1, [expect.objectContaining({ call: asked[0]?.id })]]);
  }
});

test('leave for a call without input is no leave for a command that does not say what it is', async () => {
  const { tools, asked, results } = follow(allow);
  await tools.onHook({ id: 'hook-1', tool: 'list_agents', input: {}, cwd: '/w' });
  await tools.onRequest(update({ rawInput: {} }));
  expect(asked.map(({ id }) => id)).toEqual(['hook-1', 's1']);
  tools.onUpdate(update({ toolCallId: 's2', status: 'completed' }));
  tools.onUpdate(update({ toolCallId: 's3', rawInput: { command: 'ls' }, status: 'completed' }));
  tools.onUpdate(update({ toolCallId: 's4', kind: 'read', rawInput: {}, status: 'completed' }));
  await Promise.resolve();
  expect(results().map(({ call }) => call)).toEqual(['s2', 's3', 'hook-1']);
});

test("a sub-agent's calls are told under one name, introduced once, whoever speaks of them first", async () => {
  const { tools, events } = follow(allow);
  tools.onUpdate(update({ toolCallId: 'p', kind: 'think', title: 'Look closer', rawInput: { prompt: 'x' } }));
  const made = { _meta: { claudeCode: { parentToolUseId: 'p' } } };
  const by = { id: 'a1', title: 'general-purpose' };
  tools.onUpdate(update({ toolCallId: 'c1', rawInput: { command: 'ls' }, ...made }));
  await tools.onHook(hook('c1', 'ls'), by);
  await tools.onHook(hook('c2', 'pwd'), by);
  tools.onUpdate(update({ toolCallId: 'c2', rawInput: { command: 'pwd' }, ...made }));
  const told = events.map((event) =>
    event.type === 'tool-call' ? `${event.call.id} by ${event.agent ?? 'me'}` : event,
  );
  expect(told).toEqual([
    ...['p by me', { type: 'sub-agent', id: 'p', title: 'Look closer', state: 'started' }],
    ...['c1 by p', 'c2 by p'],
  ]);
});

test('a call that failed and was never asked about was turned down, where the program was seen to ask about each', async () => {
  const failed = update({ kind: 'other', rawInput: { name: 'x' }, status: 'failed' });
  for (const proven of [true, false]) {
    const { tools, results } = follow(allow, { hooked: false, proven });
    tools.onUpdate(failed);
    await Promise.resolve();
    expect(results()[0]?.ran).toBe(proven ? false : undefined);
  }
});

test('what the program does of its own accord is no call of the agent, to its end', () => {
  const { tools, events } = follow(allow, { isAside: ({ title }) => title === 'read_agent' });
  tools.onUpdate(update({ kind: 'read', title: 'read_agent', rawInput: { agent_id: 'a' }, status: 'pending' }));
  tools.onUpdate(update({ kind: undefined, status: 'completed' }));
  expect(events).toEqual([]);
});

test('what a command puts out is told alike, as content, fenced, or piece by piece as of a terminal', async () => {
  const terminal = (name: string, data: string) => ({ _meta: { [name]: { data, terminal_id: 's1' } } });
  const fenced = [{ type: 'content', content: { type: 'text', text: '```console\none\ntwo\n```' } }];
  const ways: readonly (readonly object[])[] = [
    [{ content: [{ type: 'content', content: { type: 'text', text: 'one\ntwo' } }] }],
    [{ content: fenced }],
    [terminal('terminal_output_delta', 'one\n'), terminal('terminal_output_delta', 'two'), {}],
    [terminal('terminal_output', 'one\n'), terminal('terminal_output', 'two')],
  ];
  for (const way of ways) {
    const { tools, events } = follow(allow);
    tools.onUpdate(update({ rawInput: { command: 'ls' } }));
    await tools.onHook(hook('s1', 'ls'));
    for (const [at, given] of way.entries())
      tools.onUpdate(update({ ...given, status: at + 1 === way.length ? 'completed' : 'in_progress' }));
    await Promise.resolve();
    const said = events.flatMap((event) => (event.type === 'tool-output' ? [event.text] : []));
    expect(said).toEqual(['one\ntwo']);
  }
});
