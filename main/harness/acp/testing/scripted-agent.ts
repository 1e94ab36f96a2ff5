import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ToolCall } from '../../../../core/model/action.ts';
import type { HarnessEvent } from '../../../../core/model/harness-event.ts';
import { Instruction } from '../../../../core/model/instruction.ts';
import { customAgent } from '../agents/custom.ts';
import { acpHarness } from '../index.ts';

/**
 * A program that opens a session as the protocol wants it, and then says what the script of that name lets it. In a script: `raw(bytes)`
 * writes bytes, `say(message)` a message, `update(update)` news of the session, `text(words)` and `call(id, fields)` such
 * news, `end(reason)` the turn's end, and `ask(params)` resolves to the reply to a request for leave.
 */
export async function scriptedAgent(scripts: Readonly<Record<string, string>>) {
  const folder = mkdtempSync(join(tmpdir(), 'acp-scripted-'));
  const command = join(folder, 'program');
  const plays = Object.entries(scripts).map(([name, script]) => `${JSON.stringify(name)}: async () => {\n${script}\n}`);
  writeFileSync(command, `#!${process.execPath}\n${PRELUDE}\nconst plays = {\n${plays.join(',\n')}\n};\n`);
  chmodSync(command, 0o755);
  const events: HarnessEvent[] = [];
  const calls: ToolCall[] = [];
  const harness = acpHarness(customAgent({ id: 'odd', title: 'Odd', command, args: [] }), { limitMs: 20_000 });
  const session = await harness.start({
    ...{
      run: `run_${folder.slice(-6)}`,
      workspace: folder,
      repos: [{ name: 'app', path: folder }],
      session: undefined,
    },
    ...{ state: folder, canary: '', config: {}, containment: undefined, env: { PATH: process.env.PATH ?? '' } },
    callbacks: {
      onEvent: (event) => void events.push(event),
      permission: (call) => {
        calls.push(call);
        return Promise.resolve({ kind: 'allow' });
      },
      question: () => Promise.resolve(''),
    },
  });
  return {
    ...{ session, events, calls },
    errors: () => events.flatMap((event) => (event.type === 'error' ? [event.message] : [])),
    texts: () => events.flatMap((event) => (event.type === 'text' ? [event.text] : [])).join(''),
    /** Also forgets what was told before. */
    prompt: (name: string) => {
      events.length = 0;
      return session.prompt(Instruction.parse({ id: 'ins_1', kind: 'goal', text: name }));
    },
    dispose: async () => {
      await session.kill();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

const PRELUDE = `
const raw = (bytes) => new Promise((resolve) => process.stdout.write(bytes, resolve));
const line = (message) => JSON.stringify({ jsonrpc: '2.0', ...message }) + '\\n';
const say = (message) => raw(line(message));
const news = (update) => ({ method: 'session/update', params: { sessionId: 's1', update } });
const update = (fields) => say(news(fields));
const words = (text) => news({ sessionUpdate: 'agent_message_chunk', content: { type: 'text', text } });
const text = (said) => say(words(said));
const call = (toolCallId, fields) => update({ sessionUpdate: 'tool_call', toolCallId, title: 'ls', kind: 'execute', rawInput: { command: 'ls' }, ...fields });
const nested = (depth) => '['.repeat(depth) + ']'.repeat(depth);
const sessionOf = { initialize: { protocolVersion: 1, agentCapabilities: {} }, 'session/new': { sessionId: 's1' } };
let turn; let asked = 1000; const replies = new Map();
const end = (stopReason = 'end_turn') => say({ id: turn, result: { stopReason } });
const ask = (params) => {
  asked += 1;
  const reply = new Promise((resolve) => replies.set(asked, resolve));
  return say({ id: asked, method: 'session/request_permission', params }).then(() => reply);
};
require('node:readline').createInterface({ input: process.stdin }).on('line', async (said) => {
  const { id, method, params, ...reply } = JSON.parse(said);
  if (method === undefined) return replies.get(id)?.(reply);
  if (method in sessionOf) return say({ id, result: sessionOf[method] });
  if (method !== 'session/prompt') return;
  turn = id;
  await plays[params.prompt[0].text]();
}).on('close', () => process.exit(0));`;
