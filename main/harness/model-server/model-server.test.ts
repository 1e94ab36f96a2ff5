import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Conversation, Part, Reply } from './conversation.ts';
import { fieldsOf, listOf, parsed, textOf, type Fields } from './json.ts';
import { startModelServer, type ModelRequest, type ModelServer } from './model-server.ts';
import { shellCall } from './tool-input.ts';

const COMMAND = "git push 'origin' — ünïcode 🚀, and a line that needs several pieces to be sent";
const SCHEMA = { type: 'object', properties: { command: { type: 'string' } }, required: ['command'] };
const USAGE = { input: 100, cached: 20, output: 7 };

/** How each API asks, and how a client puts a reply in one piece back into the conversation. */
const APIS = {
  messages: {
    path: '/v1/messages',
    ask: (turns: readonly unknown[], stream: boolean) => ({
      model: 'm',
      stream,
      system: 'You are careful.',
      messages: [{ role: 'user', content: 'Hello' }, ...turns],
      tools: [{ name: 'Bash', input_schema: SCHEMA }],
    }),
    turns: ({ role, content }: Fields) => [{ role, content }],
    usage: (whole: Fields) => whole.usage,
  },
  responses: {
    path: '/v1/responses',
    ask: (turns: readonly unknown[], stream: boolean) => ({
      model: 'm',
      stream,
      instructions: 'You are careful.',
      input: [{ type: 'message', role: 'user', content: [{ type: 'input_text', text: 'Hello' }] }, ...turns],
      tools: [{ type: 'function', name: 'Bash', parameters: SCHEMA }],
    }),
    turns: ({ output }: Fields) => listOf(output),
    usage: (whole: Fields) => whole.usage,
  },
  chat: {
    path: '/v1/chat/completions',
    ask: (turns: readonly unknown[], stream: boolean) => ({
      model: 'm',
      stream,
      messages: [{ role: 'system', content: 'You are careful.' }, { role: 'user', content: 'Hello' }, ...turns],
      tools: [{ type: 'function', function: { name: 'Bash', parameters: SCHEMA } }],
    }),
    turns: ({ choices }: Fields) => listOf(choices).map((choice) => fieldsOf(choice).message),
    usage: (whole: Fields) => whole.usage,
  },
  gemini: {
    path: '/v1beta/models/m:generateContent',
    ask: (turns: readonly unknown[]) => ({
      systemInstruction: { parts: [{ text: 'You are careful.' }] },
      contents: [{ role: 'user', parts: [{ text: 'Hello' }] }, ...turns],
      tools: [{ functionDeclarations: [{ name: 'Bash', parametersJsonSchema: SCHEMA }] }],
    }),
    turns: ({ candidates }: Fields) => listOf(candidates).map((candidate) => fieldsOf(candidate).content),
    usage: (whole: Fields) => whole.usageMetadata,
  },
};

let server: ModelServer;
let seen: ModelRequest | undefined;
beforeAll(async () => {
  server = await startModelServer((request) => {
    seen = request;
    return Promise.resolve({ kind: 'reply', reply: scripted(request.conversation) });
  });
});
afterAll(() => server.close());

for (const [api, { path, ask, turns, usage }] of Object.entries(APIS)) {
  const post = (body: unknown, at = path) =>
    fetch(`${server.url}${at}`, { method: 'POST', body: JSON.stringify(body) });

  test(`${api}: a reply comes back as the same turn when the client goes on`, async () => {
    const whole = fieldsOf(await (await post(ask([], false))).json());
    await post(ask(turns(whole), false));
    const [system, user, assistant] = seen?.conversation.turns ?? [];
    expect([system?.role, user?.role, assistant?.role]).toEqual(['system', 'user', 'assistant']);
    expect(user?.parts).toEqual([{ kind: 'text', text: 'Hello' }]);
    expect(assistant?.parts.map(sayable)).toEqual(['I push.', `Bash ${COMMAND}`]);
    expect(JSON.stringify(usage(whole))).toMatch(/:7\b/);
  });

  test(`${api}: a stream says the same as a reply in one piece, and ends`, async () => {
    const streamed = await post(ask([], true), path.replace(':generate', ':streamGenerate'));
    expect(streamed.headers.get('content-type')).toBe('text/event-stream');
    const events = (await streamed.text()).split('\n\n').filter(Boolean);
    const pieces = events.map((event) => parsed(event.replace(/^(event: .*\n)?data: /, ''))).filter(isPiece);
    const all = pieces.flatMap(stringsIn).join('').replaceAll('\\"', '"');
    expect(all).toContain('I push.');
    expect(all).toContain(COMMAND);
    expect(events.at(-1)).toMatch(/message_stop|response\.completed|\[DONE\]|STOP/);
  });
}

test('nothing is served outside the secret folder, and nothing but what models serve inside', async () => {
  const { origin } = new URL(server.url);
  const statuses = await Promise.all(
    [`${origin}/v1/messages`, `${server.url}x/v1/messages`, `${server.url}/v1/files`].map(async (url) => {
      const { status } = await fetch(url, { method: 'POST', body: '{}' });
      return status;
    }),
  );
  expect(statuses).toEqual([404, 404, 404]);
  expect(new URL(server.url).hostname).toBe('127.0.0.1');
});

test('a request that makes no sense is a conversation without words', async () => {
  for (const body of ['', '[]', '{"messages":[{"content":[null,{"type":"tool_use"}]}],"tools":"all"}', '\u0000{']) {
    const { status } = await fetch(`${server.url}/v1/messages`, { method: 'POST', body });
    expect(status).toBe(200);
    expect(seen?.conversation.tools).toEqual([]);
  }
});

function scripted({ tools }: Conversation): Reply {
  const call = shellCall(tools, COMMAND);
  return { parts: [{ kind: 'text', text: 'I push.' }, ...(call ? [call] : [])], usage: USAGE };
}

function sayable(part: Part): string {
  if (part.kind !== 'call') return part.text;
  return `${part.name} ${textOf(fieldsOf(part.input).command)}`;
}

/** Every string in what was sent, in order: pieces of one text follow each other. */
function stringsIn(value: unknown): readonly string[] {
  if (typeof value === 'string') return [value];
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([name, inner]) =>
    isSpeech(name) || typeof inner === 'object' ? stringsIn(inner) : [],
  );
}

function isSpeech(name: string): boolean {
  return ['text', 'delta', 'content', 'partial_json', 'arguments', 'command'].includes(name);
}

/** Events that repeat at the end what the pieces said prove nothing about the pieces. */
function isPiece(event: unknown): boolean {
  return !/\.(done|completed)$/.test(textOf(fieldsOf(event).type));
}
