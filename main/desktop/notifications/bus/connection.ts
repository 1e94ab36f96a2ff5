import { createConnection } from 'node:net';
import type { Socket } from 'node:net';
import { decode, encode, kinds } from './wire.ts';
import type { Incoming, Outgoing } from './wire.ts';

export type BusCall = Omit<Outgoing, 'serial'>;

export type Bus = {
  /** Resolves with the answer's body. Rejects when the bus refuses, is lost, or does not answer in time. */
  call(call: BusCall): Promise<readonly unknown[]>;
};

const ANSWER_LIMIT_MS = 5_000;
const DAEMON = {
  destination: 'org.freedesktop.DBus',
  path: '/org/freedesktop/DBus',
  interface: 'org.freedesktop.DBus',
};

/** Connects to the session bus at an address such as `unix:path=/run/user/1000/bus`, as the user we are. */
export async function connectBus(address: string, onSignal: (signal: Incoming) => void): Promise<Bus> {
  const path = socketPath(address);
  if (path === undefined) throw new Error(`the session bus at ${address} cannot be reached by a socket`);
  const socket = await open(path);
  await authenticate(socket);
  const bus = converse(socket, onSignal);
  await bus.call({ ...DAEMON, member: 'Hello' });
  return bus;
}

/** Asks for the signals of an interface. */
export async function watchSignals(bus: Bus, rule: string): Promise<void> {
  await bus.call({ ...DAEMON, member: 'AddMatch', signature: 's', body: [rule] });
}

/** Linux knows sockets with a name instead of a path; they begin with a zero byte. */
export function socketPath(addresses: string): string | undefined {
  for (const address of addresses.split(';')) {
    const [transport, parameters = ''] = address.split(/:(.*)/s);
    const values = new Map(parameters.split(',').map((each) => each.split(/=(.*)/s, 2) as [string, string]));
    const value = values.get('path') ?? values.get('abstract');
    if (transport !== 'unix' || value === undefined) continue;
    return values.has('path') ? decodeURIComponent(value) : `\0${decodeURIComponent(value)}`;
  }
  return undefined;
}

async function open(path: string): Promise<Socket> {
  return new Promise((resolve, reject) => {
    const socket = createConnection(path, () => resolve(socket));
    socket.once('error', reject);
  });
}

async function authenticate(socket: Socket): Promise<void> {
  const user = Buffer.from(String(process.getuid?.() ?? 0)).toString('hex');
  const answer = new Promise<string>((resolve, reject) => {
    socket.once('data', (data) => resolve(data.toString('latin1')));
    socket.once('close', () => reject(new Error('the session bus hung up')));
  });
  socket.write(`\0AUTH EXTERNAL ${user}\r\n`);
  if (!(await answer).startsWith('OK ')) throw new Error('the session bus refused us');
  socket.write('BEGIN\r\n');
}

type Waiting = { readonly resolve: (body: readonly unknown[]) => void; readonly reject: (error: Error) => void };

function converse(socket: Socket, onSignal: (signal: Incoming) => void): Bus {
  const waiting = new Map<number, Waiting>();
  let last = 0;
  let pending: Buffer = Buffer.alloc(0);
  const take = (message: Incoming): void => {
    if (message.kind === kinds.signal) return onSignal(message);
    const caller = waiting.get(message.replyTo ?? 0);
    const reason = message.body[0] ?? message.errorName;
    if (message.kind === kinds.answer) caller?.resolve(message.body);
    else caller?.reject(new Error(typeof reason === 'string' ? reason : 'the call failed'));
  };
  socket.on('data', (data) => {
    pending = Buffer.concat([pending, data]);
    try {
      for (let next = decode(pending); next; next = decode(pending)) {
        pending = pending.subarray(next.length);
        take(next.message);
      }
    } catch (error) {
      socket.destroy(error instanceof Error ? error : undefined);
    }
  });
  const lose = (error?: Error) =>
    waiting.forEach(({ reject }) => reject(error ?? new Error('the session bus is gone')));
  socket.on('error', lose);
  socket.on('close', () => lose());
  return {
    call: async (call) => {
      const serial = (last += 1);
      let timer: NodeJS.Timeout | undefined;
      const answer = new Promise<readonly unknown[]>((resolve, reject) => {
        waiting.set(serial, { resolve, reject });
        timer = setTimeout(() => reject(new Error(`${call.destination} does not answer`)), ANSWER_LIMIT_MS);
        if (!socket.writable) reject(new Error('the session bus is gone'));
        else socket.write(encode({ serial, ...call }));
      });
      return answer.finally(() => {
        clearTimeout(timer);
        waiting.delete(serial);
      });
    },
  };
}
