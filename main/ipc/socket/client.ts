import { readFile } from 'node:fs/promises';
import { createConnection } from 'node:net';
import type { Socket } from 'node:net';
import type { Call, Output, Push } from '../../../core/contract.ts';
import { fail, ok } from '../../../core/result.ts';
import type { Result } from '../../../core/result.ts';
import { lineSplitter } from '../../process/lines.ts';
import { tokenFile } from './address.ts';
import { MAX_ANSWER_LINE, parseLine, PROTOCOL } from './protocol.ts';
import type { FromServer } from './protocol.ts';

export type SocketClient = {
  readonly call: Call;
  /** Gets what the factory pushes from now on. Once per client. */
  subscribe(listener: (push: Push) => void): Promise<Result<unknown>>;
  /** Resolves when the factory or the client ended the connection. */
  readonly closed: Promise<void>;
  close(): void;
};

/** Connects to the factory that owns `folder` and proves to be of the same user. */
export async function connectSocket(address: string, folder: string): Promise<Result<SocketClient>> {
  const unreachable = { code: 'not-reachable', message: `The running Teatree does not answer at ${address}` };
  try {
    const token = await readFile(tokenFile(folder), 'utf8');
    const socket = await open(address);
    const line = lineOfCalls(socket);
    const welcome = await line.greet(token);
    if (welcome.ok) return ok(line.client);
    socket.destroy();
    return welcome;
  } catch (error) {
    if (error instanceof Error && 'code' in error) return fail(unreachable);
    throw error;
  }
}

async function open(address: string): Promise<Socket> {
  return new Promise((resolve, reject) => {
    const socket = createConnection(address, () => {
      socket.off('error', reject);
      resolve(socket);
    });
    socket.once('error', reject);
  });
}

const LOST = {
  code: 'connection-lost',
  message: 'Teatree went away before it answered',
  next: 'Look what was done before you repeat it: teatree board',
};

function lineOfCalls(socket: Socket) {
  const waiting = new Map<number, (result: Result<unknown>) => void>();
  let count = 0;
  let greeted: ((welcome: Result<unknown>) => void) | undefined;
  let listener: ((push: Push) => void) | undefined;
  const closed = new Promise<void>((resolve) => {
    socket.on('close', () => {
      greeted?.(fail(LOST));
      for (const settle of waiting.values()) settle(fail(LOST));
      waiting.clear();
      resolve();
    });
  });
  socket.on('error', () => socket.destroy());
  const take = (message: FromServer): void => {
    if ('push' in message) return listener?.(message.push);
    if ('hello' in message) return greeted?.(message.hello);
    waiting.get(message.id)?.(message.result);
    waiting.delete(message.id);
  };
  const lines = lineSplitter(MAX_ANSWER_LINE, ({ text, truncated }) => {
    // The server is the same program of the same user; its whole lines are taken at their word.
    if (truncated) socket.destroy();
    else take(parseLine(text) as FromServer);
  });
  socket.on('data', (chunk) => lines.write(chunk));
  const request = async (body: object): Promise<Result<unknown>> => {
    if (!socket.writable) return fail(LOST);
    count += 1;
    const id = count;
    return new Promise((resolve) => {
      waiting.set(id, resolve);
      socket.write(`${JSON.stringify({ id, ...body })}\n`);
    });
  };
  const client: SocketClient = {
    call: async (method, input) => (await request({ method, input })) as Result<Output<typeof method>>,
    async subscribe(each) {
      listener = each;
      return request({ subscribe: true });
    },
    closed,
    close: () => socket.end(),
  };
  const greet = async (token: string): Promise<Result<unknown>> =>
    new Promise((resolve) => {
      greeted = resolve;
      socket.write(`${JSON.stringify({ protocol: PROTOCOL, token })}\n`);
    });
  return { client, greet };
}
