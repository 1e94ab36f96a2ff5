import { afterAll, beforeAll, expect, test } from 'vitest';
import { scriptedAgent } from './testing/scripted-agent.ts';

type Scripted = Awaited<ReturnType<typeof scriptedAgent>>;

type Told = { readonly error?: RegExp; readonly text?: string };

/** Streams that no agent should write. In all of them the turn ends in order, and what was odd is told once. */
const survived: readonly (readonly [name: string, script: string, told: Told])[] = [
  ['prose', `await raw('Welcome to Odd!\\n');`, { error: /no message from Odd: Welcome to Odd!/ }],
  ['half a message', `await raw('{"jsonrpc":"2.0","method":"session/upd\\n');`, { error: /no message/ }],
  ['an empty object', `await raw('{}\\n');`, { error: /no message/ }],
  ['a list of messages', `await raw('[{"jsonrpc":"2.0","method":"x"}]\\n');`, { error: /no message/ }],
  ['a number', `await raw('42\\n');`, { error: /no message/ }],
  ['bytes that are no UTF-8', `await raw(Buffer.from([0xff, 0xfe, 0x7b, 0x80, 10]));`, { error: /no message/ }],
  ['zeros and control characters', `await raw('\\u0000\\u001b[2J\\n');`, { error: /no message/ }],
  ['a method that is no word', `await raw('{"jsonrpc":"2.0","method":7}\\n');`, { error: /no message/ }],
  [
    'lists in lists, a hundred thousand deep',
    `await raw('{"jsonrpc":"2.0","method":"session/update","params":' + nested(100_000) + '}\\n');`,
    { error: /no message/ },
  ],
  [
    'the input of a call nested five thousand deep',
    `await raw(line(news({ sessionUpdate: 'tool_call', toolCallId: 'c', rawInput: 'X' })).replace('"X"', '{"a":' + nested(5000) + '}'));`,
    { error: /no message/ },
  ],
  [
    'a line of 50 MB',
    `for (let i = 0; i < 50; i++) await raw('x'.repeat(1024 * 1024)); await raw('\\n'); await text('After.');`,
    { error: /too long/, text: 'After.' },
  ],
  [
    'a message of 50 MB',
    `await raw(line(words('x'.repeat(50 * 1024 * 1024)))); await text('After.');`,
    { error: /too long/, text: 'After.' },
  ],
  ['an update without params', `await say({ method: 'session/update' });`, { error: /without a kind/ }],
  ['an update of a later version', `await update({ sessionUpdate: 'dance' });`, { error: /of the kind dance/ }],
  [
    'an update without its fields',
    `await update({ sessionUpdate: 'agent_message_chunk' });`,
    { error: /malformed agent_message_chunk/ },
  ],
  [
    'an update with wrong fields',
    `await update({ sessionUpdate: 'plan', entries: { length: 3 } });`,
    { error: /malformed plan/ },
  ],
  [
    'a cost that is no amount',
    `await update({ sessionUpdate: 'usage_update', cost: { amount: -1e308, currency: 'USD' } });`,
    { error: /malformed usage_update/ },
  ],
  [
    'a call without an id',
    `await update({ sessionUpdate: 'tool_call', title: 'x' });`,
    { error: /malformed tool_call/ },
  ],
  [
    'the same trouble a thousand times',
    `for (let i = 0; i < 1000; i++) await update({ sessionUpdate: 'sway' });`,
    { error: /sway/ },
  ],
  [
    'characters split over chunks',
    `for (const byte of Buffer.from(line(words('Grüße 🍵')))) await raw(Buffer.from([byte]));`,
    { text: 'Grüße 🍵' },
  ],
  [
    'empty lines and other line ends',
    `await raw('\\n\\r\\n  \\n' + line(words('CR')).replace('\\n', '\\r\\n'));`,
    { text: 'CR' },
  ],
  ['an answer that nobody waits for', `await say({ id: 4711, result: {} });`, {}],
  ['an unknown notification', `await say({ method: 'editor/opened' });`, {}],
  ['an unknown request', `await say({ id: 4711, method: 'editor/open', params: {} });`, {}],
  [
    'how a call ended before it began',
    `await update({ sessionUpdate: 'tool_call_update', toolCallId: 'x', status: 'completed' }); await call('x');`,
    {},
  ],
  [
    'the end of a call three times',
    `await call('x'); for (const _ of 'abc') await call('x', { status: 'completed' });`,
    {},
  ],
  [
    'a request for leave without options',
    `await ask({ sessionId: 's1', toolCall: { toolCallId: 'y' }, options: [] });`,
    {},
  ],
  ['a request for leave without a call', `if ((await ask({})).error) await text('Refused.');`, { text: 'Refused.' }],
  [
    'words of a session that is not ours',
    `await say({ method: 'session/update', params: { sessionId: 's2', update: words('x').params.update } });`,
    { text: 'x' },
  ],
];

/** Ends of a turn that say what happened, in words. */
const explained: readonly (readonly [name: string, script: string, words: RegExp])[] = [
  ['an error', `await say({ id: turn, error: { code: -32603, message: 'Out of tea' } });`, /failed: Out of tea/],
  ['an error that is none', `await say({ id: turn, error: 'x' });`, /The agent failed/],
  ['nothing', `await say({ id: turn, result: null });`, /stopped \(it does not say why\): The agent said nothing/],
  ['a reason that is no word', `await say({ id: turn, result: { stopReason: { a: 1 } } });`, /does not say why/],
  ['a reason of a later version', `await text('I yawn.'); await end('bored');`, /stopped \(bored\): I yawn/],
];

const others = {
  'ends twice': `await end(); await end('refusal');`,
  'uses what is no number': `await say({ id: turn, result: { stopReason: 'end_turn', usage: { inputTokens: 'x' } } });`,
  floods: `const mega = 'x'.repeat(1024 * 1024);
    for (let i = 0; i < 100; i++) { await raw(mega); process.stderr.write(mega); }
    await raw('\\n' + 'junk\\n'.repeat(20_000)); await end();`,
};

// One session for all: it has to be standing for the next.
let agent: Scripted;
beforeAll(async () => {
  const ending = survived.map(([name, script]) => [name, `${script}\nawait end();`]);
  const told = explained.map(([name, script]) => [name, script]);
  agent = await scriptedAgent({ ...(Object.fromEntries([...ending, ...told]) as Record<string, string>), ...others });
});
afterAll(() => agent.dispose());

test.each(survived)('%s leaves the session standing', async (name, _script, told) => {
  expect(await agent.prompt(name)).toMatchObject({ outcome: 'completed' });
  if (told.error) expect(agent.errors()).toEqual([expect.stringMatching(told.error)]);
  else expect(agent.errors()).toEqual([]);
  expect(agent.texts()).toBe(told.text ?? '');
  expect(agent.events.at(-1)).toMatchObject({ type: 'turn-ended', outcome: 'completed' });
});

test.each(explained)('a turn that ends with %s has failed, and says why', async (name, _script, words) => {
  expect(await agent.prompt(name)).toMatchObject({
    outcome: 'failed',
    summary: expect.stringMatching(words) as string,
  });
});

test('a turn that ends twice has ended once, and the next one is not touched by it', async () => {
  expect(await agent.prompt('ends twice')).toMatchObject({ outcome: 'completed' });
  expect(agent.events.filter(({ type }) => type === 'turn-ended')).toHaveLength(1);
  expect(await agent.prompt('uses what is no number')).toMatchObject({ outcome: 'completed' });
  expect(agent.events.filter(({ type }) => type === 'usage')).toEqual([]);
});

const died: readonly (readonly [name: string, script: string])[] = [
  ['in the middle of a line', `await raw('{"jsonrpc":"2.0","me'); console.error('out of tea'); process.exit(3);`],
  [
    'in the middle of a call',
    `await call('x', { status: 'in_progress' }); console.error('out of tea'); process.exit(0);`,
  ],
  ['after nothing but junk', `await raw('x\\n'.repeat(5000)); console.error('out of tea'); process.exit(1);`],
];

test.each(died)('an agent that ends %s fails the turn with its last words', async (_name, script) => {
  const dying = await scriptedAgent({ die: script });
  await expect(dying.prompt('die')).rejects.toMatchObject({
    code: 'agent-died',
    message: expect.stringMatching(/Odd ended \(exit code \d\):\nout of tea/) as string,
  });
  await dying.dispose();
});

test('an agent that floods the app costs it no more memory than a line, and few words', async () => {
  const before = process.memoryUsage().rss;
  expect(await agent.prompt('floods')).toMatchObject({ outcome: 'completed' });
  expect(process.memoryUsage().rss - before).toBeLessThan(150 * 1024 * 1024);
  expect(agent.errors().length).toBeLessThan(30);
  expect(agent.errors().at(-1)).toContain('More of this kind is not told');
});
