import { afterAll, beforeAll, expect, test } from 'vitest';
import { scriptedSession } from './testing/scripted-claude.ts';

type Told = { readonly text?: string; readonly error?: string | RegExp };

/** Streams that no program should write. In all of them the turn ends in order, and what was odd is told. */
const survived: readonly (readonly [name: string, script: string, told: Told])[] = [
  ['no JSON', `await raw('Segmentation fault\\n'); await end();`, { error: /not a message: Segmentation/ }],
  ['half a message', `await raw('{"type":"assistant","message":{"con\\n'); await end();`, { error: /not a message/ }],
  ['JSON that is no message', `await raw('[1,2]\\n7\\nnull\\n"x"\\n{}\\n'); await end();`, { error: /not a message/ }],
  ['a type of a later version', `await say({ type: 'telepathy', thought: 1 }); await end();`, {}],
  ['a subtype of a later version', `await say({ type: 'system', subtype: 'dreaming', of: [] }); await end();`, {}],
  [
    'a block of a later version',
    `await say({ type: 'assistant', message: { content: [{ type: 'hologram' }] } }); await end();`,
    {},
  ],
  [
    'a known message without its fields',
    `await say({ type: 'assistant' }); await end();`,
    { error: /assistant: message/ },
  ],
  [
    'a known message with wrong fields',
    `await say({ type: 'user', message: { content: 7 } }); await end();`,
    { error: /user: message/ },
  ],
  [
    'characters split over chunks',
    `for (const byte of Buffer.from(JSON.stringify({ type: 'assistant', message: { content: [{ type: 'text', text: 'Grüße 🍵' }] } }) + '\\n')) await raw(Buffer.from([byte])); await end();`,
    { text: 'Grüße 🍵' },
  ],
  [
    'bytes that are no UTF-8',
    `await raw(Buffer.from([0xff, 0xfe, 0x80, 10])); await text('Well.'); await end();`,
    { error: /not a message/, text: 'Well.' },
  ],
  ['zeros and control characters', `await raw('\\u0000\\u001b[2J\\n'); await end();`, { error: /not a message/ }],
  [
    'empty lines and other line ends',
    `await raw('\\n\\r\\n  \\n'); await raw(JSON.stringify({ type: 'assistant', message: { content: [{ type: 'text', text: 'CR' }] } }) + '\\r\\n'); await end();`,
    { text: 'CR' },
  ],
  [
    'a line of 50 MB',
    `for (let i = 0; i < 50; i++) await raw('x'.repeat(1024 * 1024)); await raw('\\n'); await text('After.'); await end();`,
    { error: /longer than any message/, text: 'After.' },
  ],
  [
    'a result of a call that nobody made',
    `await say({ type: 'user', message: { content: [{ type: 'tool_result', tool_use_id: 'ghost', content: 'boo' }] } }); await end();`,
    {},
  ],
  [
    'an answer to a question we did not ask',
    `await say({ type: 'control_response', response: { subtype: 'success', request_id: 'never' } }); await end();`,
    {},
  ],
  [
    'a piece of text before its message begins',
    `await say({ type: 'stream_event', event: { type: 'content_block_delta', delta: { type: 'text_delta', text: 'Early.' } } }); await end();`,
    { text: 'Early.' },
  ],
  [
    'a request that nobody knows',
    `await say({ type: 'control_request', request_id: 'z', request: { subtype: 'launch_rocket' } }); if ((await answered).subtype === 'error') await text('Refused.'); await end();`,
    { text: 'Refused.' },
  ],
  [
    'a hook without a call',
    `await say({ type: 'control_request', request_id: 'z', request: { subtype: 'hook_callback', input: {} } }); if ((await answered).subtype === 'error') await text('Refused.'); await end();`,
    { text: 'Refused.' },
  ],
  [
    'the same hook twice',
    `await hook('a', 'Bash', { command: 'ls' }); await answered; await hook('a', 'Bash', { command: 'ls' }); await answered; await end();`,
    {},
  ],
  [
    'a call with a name and an id that are too long',
    `await hook('i'.repeat(5000), 'n'.repeat(5000), {}); await answered; await end();`,
    {},
  ],
  ['a result without totals', `await end({ modelUsage: undefined, total_cost_usd: undefined });`, {}],
  [
    'totals that are no numbers',
    `await end({ modelUsage: { sonnet: { inputTokens: 'x' } }, total_cost_usd: {} });`,
    {},
  ],
  [
    'lists in lists, a hundred thousand deep',
    `await raw('{"type":"assistant","message":' + nested(100_000) + '}\\n'); await end();`,
    { error: /not a message/ },
  ],
  [
    'a call nested five thousand deep, which gets no leave',
    `await raw('{"type":"control_request","request_id":"d","request":{"subtype":"hook_callback","input":{"tool_name":"Bash","tool_input":{"a":' + nested(5000) + '},"tool_use_id":"d","cwd":"/w"}}}\\n'); await end();`,
    { error: /not a message/ },
  ],
  [
    'a message that comes again after its pieces, and an end twice',
    `await say({ type: 'stream_event', event: { type: 'message_start', message: { id: 'm' } } }); await say({ type: 'stream_event', event: { type: 'content_block_delta', delta: { type: 'text_delta', text: 'Once.' } } }); await text('Once.'); await end(); await end();`,
    { text: 'Once.' },
  ],
  [
    'the same trouble a thousand times',
    `await raw('junk\\n'.repeat(1000)); await end();`,
    { error: /More of this kind/ },
  ],
];

/** Results that say what happened, in words. */
const explained: readonly (readonly [name: string, script: string, words: RegExp])[] = [
  ['no field at all', `await say({ type: 'result' });`, /does not say how the turn ended/],
  ['wrong fields', `await say({ type: 'result', subtype: 7, is_error: 'no', result: {} });`, /does not say how/],
  ['an end of a later version', `await end({ subtype: 'error_bored', is_error: true, result: null });`, /error bored/],
  ['errors alone', `await end({ is_error: true, result: '', errors: ['Out of tea'] });`, /^Out of tea$/],
];

// One session for all: it has to be standing for the next.
let claude: Awaited<ReturnType<typeof scriptedSession>>;
beforeAll(async () => {
  const scripts = [...survived, ...explained].map(([name, script]) => [name, script]);
  claude = await scriptedSession({ ...(Object.fromEntries(scripts) as Record<string, string>), floods });
});
afterAll(() => claude.dispose());

test.each(survived)('%s leaves the session standing', async (name, _script, told) => {
  expect(await claude.prompt(name)).toEqual({ outcome: 'completed', summary: 'Done.' });
  if (told.error) expect(claude.errors().join('\n')).toMatch(told.error);
  else expect(claude.errors()).toEqual([]);
  expect(claude.texts()).toBe(told.text ?? '');
  expect(claude.events.at(-1)).toEqual({ type: 'turn-ended', outcome: 'completed', summary: 'Done.' });
  expect(claude.calls.length).toBeLessThan(2);
});

test.each(explained)('a result with %s fails the turn and says what happened', async (name, _script, words) => {
  expect(await claude.prompt(name)).toMatchObject({
    outcome: 'failed',
    summary: expect.stringMatching(words) as string,
  });
});

const floods = `const mega = 'x'.repeat(1024 * 1024);
  for (let i = 0; i < 100; i++) { await raw(mega); process.stderr.write(mega); }
  await raw('\\n'); await end();`;

test('a program that floods the app costs it no more memory than a line', async () => {
  const before = process.memoryUsage().rss;
  expect(await claude.prompt('floods')).toMatchObject({ outcome: 'completed' });
  expect(process.memoryUsage().rss - before).toBeLessThan(200 * 1024 * 1024);
});

const died: readonly (readonly [name: string, script: string])[] = [
  ['in the middle of a line', `await raw('{"type":"assis'); console.error('out of tea'); process.exit(3);`],
  ['without a word', `console.error('out of tea'); process.exit(0);`],
];

test.each(died)('a program that ends %s fails the turn with its last words', async (_, script) => {
  const dying = await scriptedSession({ die: script });
  await expect(dying.prompt('die')).rejects.toMatchObject({
    code: 'agent-died',
    message: expect.stringMatching(/Claude Code ended \(exit code [03]\):\nout of tea/) as string,
  });
  await dying.dispose();
});
