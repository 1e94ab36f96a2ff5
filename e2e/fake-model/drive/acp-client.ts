import { createInterface } from 'node:readline';
import { fieldsOf, listOf, parsed, wordOf, type Fields } from '../../../main/harness/model-server/json.ts';
import type { Started } from './start.ts';

export type AcpSession = {
  /** Resolves to the stop reason. */
  readonly prompt: (text: string) => Promise<string>;
  /** What the agent said to the person. */
  readonly text: () => string;
  readonly permissions: () => number;
};

/** As much of an ACP client as one prompt needs: it allows everything that it is asked. */
export async function openSession({ child, cwd, arrangement, complaints }: Started): Promise<AcpSession> {
  const waiting = new Map<number, { resolve: (result: Fields) => void; reject: (error: Error) => void }>();
  let text = '';
  let permissions = 0;
  const send = (message: Fields) => child.stdin.write(`${JSON.stringify({ jsonrpc: '2.0', ...message })}\n`);
  const call = (method: string, params: Fields) =>
    new Promise<Fields>((resolve, reject) => {
      waiting.set(waiting.size + 1, { resolve, reject });
      send({ id: waiting.size, method, params });
    });
  const answer = ({ id, method, params }: Fields) => {
    if (method === 'session/request_permission') {
      permissions += 1;
      const options = listOf(fieldsOf(params).options).map(fieldsOf);
      const optionId = options.find(({ kind }) => kind === 'allow_once')?.optionId;
      send({ id, result: { outcome: { outcome: 'selected', optionId } } });
    } else if (id !== undefined) send({ id, error: { code: -32601, message: 'not supported' } });
    const update = fieldsOf(fieldsOf(params).update);
    if (update.sessionUpdate === 'agent_message_chunk') text += wordOf(fieldsOf(update.content).text);
  };
  createInterface({ input: child.stdout }).on('line', (line) => {
    const message = fieldsOf(parsed(line));
    if (message.method !== undefined) return answer(message);
    const caller = waiting.get(Number(message.id));
    if (message.error) caller?.reject(new Error(JSON.stringify(message.error)));
    else caller?.resolve(fieldsOf(message.result));
  });
  child.on('close', () => {
    for (const { reject } of waiting.values()) reject(new Error(`The agent ended: ${complaints().slice(-500)}`));
  });
  const clientCapabilities = { fs: { readTextFile: false, writeTextFile: false }, terminal: false };
  await call('initialize', { protocolVersion: 1, clientCapabilities });
  if (arrangement.auth) await call('authenticate', { methodId: arrangement.auth });
  const { sessionId } = await call('session/new', { cwd, mcpServers: [] });
  if (arrangement.mode) await call('session/set_mode', { sessionId, modeId: arrangement.mode });
  return {
    prompt: async (said) =>
      wordOf((await call('session/prompt', { sessionId, prompt: [{ type: 'text', text: said }] })).stopReason),
    text: () => text,
    permissions: () => permissions,
  };
}
