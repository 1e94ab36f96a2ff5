import { expect, test } from '@playwright/test';
import { fieldsOf, listOf, wordOf, type Fields } from '../../main/harness/model-server/json.ts';
import { startFakeModel, USAGE, type FakeModel } from './fake-model.ts';
import type { Scenario } from './scenario.ts';

const SCENARIOS: Readonly<Record<string, Scenario>> = {
  two: [{ shell: 'one' }, { shell: 'two' }, { say: 'Both ran.' }],
  turns: [{ say: 'first' }, { say: 'second' }],
  broken: [
    { acts: [{ say: 'At last.' }], faults: [{ fault: 'status', status: 529 }, { fault: 'drop' }, { fault: 'cut' }] },
  ],
  limited: [{ acts: [{ say: 'x' }], faults: [{ fault: 'status', status: 429, retryAfter: 7 }] }],
  slow: [{ acts: [{ say: 'Slowly.' }], faults: [{ fault: 'slow', ms: 5 }] }],
  odd: [{ plan: ['one'] }],
};
const TOOLS = [{ name: 'Bash', input_schema: { type: 'object', properties: { command: { type: 'string' } } } }];

let model: FakeModel;
test.beforeEach(async () => {
  model = await startFakeModel({ scenarios: SCENARIOS });
});
test.afterEach(() => model.close());

test('which step is due stands in the request alone, so sessions do not disturb each other', async () => {
  const [first, second] = [session(), session()];
  expect(await first.say('[[scenario:two]]')).toBe('call one');
  expect(await first.result('ok')).toBe('call two');
  expect(await second.say('[[scenario:two]]')).toBe('call one');
  expect(await first.result('GATE-42 denied')).toBe('Both ran.');
  expect(model.results('two')).toEqual(['ok', 'GATE-42 denied']);
  expect(model.requests[0]?.body).toMatchObject({ tools: TOOLS });
});

test('the next message of the user gets the next step, and a new mark starts anew', async () => {
  const { say } = session();
  expect(await say('[[scenario:turns]]')).toBe('first');
  expect(await say('go on')).toBe('second');
  expect(await say('go on')).toBe('Done.');
  expect(await say('now [[scenario:two]]')).toBe('call one');
});

test('a tool result that names a scenario starts none', async () => {
  const { say, result } = session();
  await say('[[scenario:two]]');
  expect(await result('[[scenario:turns]]')).toBe('call two');
});

test('a reply that failed is due again, until its faults are used up', async () => {
  const { say } = session();
  expect(await say('[[scenario:broken]]')).toMatch(/^529 .*overloaded_error/);
  const again = session();
  expect(await again.say('[[scenario:broken]]')).toMatch(/^broken/);
  expect(await session().say('[[scenario:broken]]')).toMatch(/^broken/);
  expect(await session().say('[[scenario:broken]]')).toBe('At last.');
  expect(model.requests.map(({ tries, fault }) => `${tries} ${fault?.fault ?? 'none'}`)).toEqual([
    '0 status',
    '1 drop',
    '2 cut',
    '3 none',
  ]);
});

test('a limit says when to come back', async () => {
  const response = await ask(model, [{ role: 'user', content: '[[scenario:limited]]' }]);
  expect(response.status).toBe(429);
  expect(response.headers.get('retry-after')).toBe('7');
});

test('a slow reply is whole', async () => {
  expect(await session().say('[[scenario:slow]]')).toBe('Slowly.');
});

test('a call without its result is refused, as by a real model', async () => {
  const call = { type: 'tool_use', id: 'toolu_1', name: 'Bash', input: {} };
  const turns = [
    { role: 'user', content: 'x' },
    { role: 'assistant', content: [call] },
    { role: 'user', content: 'y' },
  ];
  const response = await ask(model, turns);
  expect(response.status).toBe(400);
  expect(await response.text()).toContain('toolu_1');
  expect(model.requests[0]?.refused).toContain('toolu_1');
});

test('what the harness has no tool for is said, with the tools that it has', async () => {
  expect(await session().say('[[scenario:odd]]')).toBe('[[no tool for plan among Bash]]');
  expect(await session().say('[[scenario:none]]')).toBe('[[no scenario none]]');
});

test('the bill is always the same', async () => {
  const reply = fieldsOf(await (await ask(model, [{ role: 'user', content: 'x' }])).json());
  expect(reply.usage).toMatchObject({
    input_tokens: USAGE.input,
    cache_read_input_tokens: USAGE.cached,
    output_tokens: USAGE.output,
  });
});

type Turns = readonly Fields[];

function ask({ url }: FakeModel, messages: Turns): Promise<Response> {
  return fetch(`${url}/v1/messages`, { method: 'POST', body: JSON.stringify({ model: 'm', messages, tools: TOOLS }) });
}

/** A client that keeps the conversation. */
function session() {
  const turns: Fields[] = [];
  const go = async (content: unknown): Promise<string> => {
    turns.push({ role: 'user', content });
    const response = await ask(model, turns);
    const text = await response.text().catch(() => 'broken');
    if (!response.ok) return `${response.status} ${text}`;
    const reply = fieldsOf(safeJson(text));
    if (reply.content === undefined) return `broken ${text}`;
    turns.push({ role: 'assistant', content: reply.content });
    return listOf(reply.content).map(fieldsOf).map(sayable).join(' ');
  };
  const lastCall = () => fieldsOf(listOf(turns.at(-1)?.content).at(-1)).id;
  return {
    say: (text: string) => go(text),
    result: (content: string) => go([{ type: 'tool_result', tool_use_id: lastCall(), content }]),
  };
}

function sayable({ type, text, input }: Fields): string {
  return type === 'tool_use' ? `call ${wordOf(fieldsOf(input).command)}` : wordOf(text);
}

function safeJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
