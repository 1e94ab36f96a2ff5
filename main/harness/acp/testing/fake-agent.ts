import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { Readable, Writable } from 'node:stream';
import { agent, methods, ndJsonStream, RequestError } from '@agentclientprotocol/sdk/unstable';
import type { AgentContext, RequestPermissionResponse, SessionUpdate } from '@agentclientprotocol/sdk/unstable';

// An agent program that speaks the real protocol by the library's agent side. A prompt is a list of deeds, one a line:
// `say T`, `think T`, `run C` (asks, then runs), `sneak C` (runs without asking), `read F` and `skill S` (never ask), `cost N`, `plan T`,
// `mode M`, `wait`, `die`, `limit T`, `fs`, `stop REASON`.

const sessions = process.env.FAKE_SESSIONS ?? '';
const cwd = process.cwd();
let cancelled = new AbortController();
let calls = 0;

type Deed = (text: string, client: AgentContext, session: string) => Promise<unknown>;

const update = (client: AgentContext, sessionId: string, each: SessionUpdate) =>
  client.notify(methods.client.session.update, { sessionId, update: each });

function shell(command: string): string {
  return spawnSync('/bin/sh', ['-c', command], { cwd, encoding: 'utf8' }).stdout;
}

const content = (text: string) => ({ type: 'text' as const, text });

const options = [
  { optionId: 'x1', name: 'Always', kind: 'allow_always' as const },
  { optionId: 'x2', name: 'Yes', kind: 'allow_once' as const },
  { optionId: 'x3', name: 'No', kind: 'reject_once' as const },
];

/** With `ask` it runs only what it got leave for, and only for once. */
async function run({ command, ask }: { command: string; ask: boolean }, client: AgentContext, sessionId: string) {
  const toolCallId = `call-${String((calls += 1))}-${String(process.pid)}`;
  const toolCall = { toolCallId, title: command, kind: 'execute' as const, rawInput: { command } };
  await update(client, sessionId, { sessionUpdate: 'tool_call', ...toolCall, status: 'pending' });
  let answer = 'x2';
  if (ask) {
    const { outcome }: RequestPermissionResponse = await client.request(methods.client.session.requestPermission, {
      sessionId,
      toolCall,
      options,
    });
    answer = 'optionId' in outcome && typeof outcome.optionId === 'string' ? outcome.optionId : outcome.outcome;
  }
  const may = answer === 'x2';
  await update(client, sessionId, {
    sessionUpdate: 'tool_call_update',
    toolCallId,
    status: may ? 'completed' : 'failed',
    content: [{ type: 'content', content: content(may ? shell(command) : `answered ${answer}`) }],
  });
}

const deeds: Readonly<Record<string, Deed>> = {
  say: (text, client, session) =>
    update(client, session, { sessionUpdate: 'agent_message_chunk', content: content(text) }),
  think: (text, client, session) =>
    update(client, session, { sessionUpdate: 'agent_thought_chunk', content: content(text) }),
  run: (command, client, session) => run({ command, ask: true }, client, session),
  sneak: (command, client, session) => run({ command, ask: false }, client, session),
  async read(path, client, session) {
    const toolCallId = `read-${String((calls += 1))}`;
    const call = { toolCallId, title: path, kind: 'read' as const, rawInput: { path } };
    await update(client, session, { sessionUpdate: 'tool_call', ...call, status: 'completed' });
  },
  async skill(name, client, session) {
    const toolCallId = `skill-${String((calls += 1))}`;
    const call = { toolCallId, title: `Skill ${name}`, kind: 'read' as const, rawInput: { skill: name } };
    await update(client, session, { sessionUpdate: 'tool_call', ...call, status: 'completed' });
  },
  cost: (text, client, session) =>
    update(client, session, {
      sessionUpdate: 'usage_update',
      used: 1,
      size: 2,
      cost: { amount: Number(text), currency: 'USD' },
    }),
  plan: (text, client, session) =>
    update(client, session, {
      sessionUpdate: 'plan',
      entries: [{ content: text, priority: 'high', status: 'in_progress' }],
    }),
  mode: (text, client, session) =>
    update(client, session, { sessionUpdate: 'current_mode_update', currentModeId: text }),
  wait: () => new Promise((resolve) => cancelled.signal.addEventListener('abort', resolve)),
  async die() {
    process.stderr.write('out of memory\n');
    process.exit(3);
  },
  limit: (text) => Promise.reject(RequestError.internalError({ details: text })),
  fs: (text, client, session) =>
    client
      .request(methods.client.fs.writeTextFile, { sessionId: session, path: text, content: 'x' })
      .catch((error: unknown) => deeds.say?.(error instanceof Error ? error.message : '', client, session)),
};

const knows = () => existsSync(sessions) && readFileSync(sessions, 'utf8').split('\n').includes('s1');

const app = agent({ name: 'fake' })
  .onRequest(methods.agent.initialize, () => ({
    protocolVersion: Number(process.env.FAKE_PROTOCOL ?? '1'),
    agentCapabilities: { loadSession: true, sessionCapabilities: process.env.FAKE_LOAD ? {} : { resume: {} } },
    authMethods: [],
  }))
  .onRequest(methods.agent.session.new, () => {
    if (process.env.FAKE_LOGIN) throw RequestError.authRequired(undefined, 'log in');
    if (sessions !== '') writeFileSync(sessions, 's1\n');
    const modes = ['auto', 'ask'].map((id) => ({ id, name: id }));
    return { sessionId: 's1', modes: { currentModeId: 'auto', availableModes: modes } };
  })
  .onRequest(methods.agent.session.resume, ({ params }) => {
    if (!knows()) throw RequestError.resourceNotFound(params.sessionId);
    return {};
  })
  .onRequest(methods.agent.session.load, async ({ params, client }) => {
    if (!knows()) throw RequestError.resourceNotFound(params.sessionId);
    await deeds.say?.('an old word', client, params.sessionId);
    return {};
  })
  .onRequest(methods.agent.session.setMode, ({ params }) => {
    process.stderr.write(`mode ${params.modeId}\n`);
    if (sessions !== '') writeFileSync(`${sessions}.mode`, params.modeId);
    return {};
  })
  .onNotification(methods.agent.session.cancel, () => cancelled.abort())
  .onRequest(methods.agent.session.prompt, async ({ params, client }) => {
    cancelled = new AbortController();
    const text = params.prompt.map((block) => (block.type === 'text' ? block.text : '')).join('\n');
    let stopReason = 'end_turn' as 'end_turn' | 'cancelled' | 'refusal' | 'max_tokens';
    for (const line of text.split('\n')) {
      const [name = '', ...rest] = line.split(' ');
      if (name === 'stop') stopReason = rest[0] as typeof stopReason;
      const deed = deeds[name];
      if (deed) await deed(rest.join(' '), client, params.sessionId);
      else if (name !== 'stop') await deeds.say?.(`heard: ${line}`, client, params.sessionId);
      if (cancelled.signal.aborted) return { stopReason: 'cancelled' };
    }
    return { stopReason, usage: { totalTokens: 15, inputTokens: 10, outputTokens: 5, cachedReadTokens: 4 } };
  });

const output: WritableStream<Uint8Array> = Writable.toWeb(process.stdout);
const input = Readable.toWeb(process.stdin) as ReadableStream<Uint8Array>;
app.connect(ndJsonStream(output, input));
process.stdin.on('end', () => process.exit(0));
