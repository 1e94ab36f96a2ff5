import { once } from 'node:events';
import { createConnection } from 'node:net';
import type { Socket } from 'node:net';
import { marshal, unmarshal } from './marshal.ts';
import type { Variant } from './marshal.ts';

export type Values = { readonly signature: string; readonly body: readonly unknown[] };
export type Call = {
  readonly destination: string;
  readonly path: string;
  readonly interface: string;
  readonly member: string;
} & Partial<Values>;
export type Received = { readonly interface: string; readonly member: string; readonly body: readonly unknown[] };

/** A program on a message bus that answers calls and makes some. */
export type Peer = {
  readonly call: (call: Call) => Promise<readonly unknown[]>;
  readonly emit: (signal: Omit<Call, 'destination'>) => void;
  readonly own: (name: string) => Promise<void>;
  readonly close: () => void;
};

const CALL = 1;
const ANSWER = 2;
const ERROR = 3;
const SIGNAL = 4;
const HEAD = 'yyyyuua(yv)';
const DAEMON = {
  destination: 'org.freedesktop.DBus',
  path: '/org/freedesktop/DBus',
  interface: 'org.freedesktop.DBus',
};

/** `answer` gets every call made to us; without an answer the caller hears that there is no such method. */
export async function joinBus(path: string, answer: (call: Received) => Values | undefined): Promise<Peer> {
  const socket = createConnection(path);
  await once(socket, 'connect');
  socket.write(`\0AUTH EXTERNAL ${Buffer.from(String(process.getuid?.() ?? 0)).toString('hex')}\r\n`);
  await once(socket, 'data');
  socket.write('BEGIN\r\n');
  const peer = converse(socket, answer);
  await peer.call({ ...DAEMON, member: 'Hello' });
  return peer;
}

type Message = {
  readonly kind: number;
  readonly serial: number;
  readonly fields: ReadonlyMap<number, unknown>;
  readonly body: readonly unknown[];
};

function converse(socket: Socket, answer: (call: Received) => Values | undefined): Peer {
  const waiting = new Map<unknown, (message: Message) => void>();
  let serial = 0;
  let pending = Buffer.alloc(0);
  const send = (kind: number, fields: readonly [number, Variant][], { signature, body }: Partial<Values>): number => {
    serial += 1;
    const bytes = marshal(signature ?? '', body ?? []);
    const all = signature ? [...fields, [8, { signature: 'g', value: signature }]] : fields;
    const head = marshal(HEAD, [0x6c, kind, 0, 1, bytes.length, serial, all]);
    socket.write(Buffer.concat([head, Buffer.alloc((8 - (head.length % 8)) % 8), bytes]));
    return serial;
  };
  const reply = (message: Message): void => {
    const text = (code: number) => textOf(message.fields, code);
    const values = answer({ interface: text(2), member: text(3), body: message.body });
    const back: [number, Variant][] = [
      [5, { signature: 'u', value: message.serial }],
      [6, { signature: 's', value: text(7) }],
    ];
    const unknown: [number, Variant] = [4, { signature: 's', value: 'org.freedesktop.DBus.Error.UnknownMethod' }];
    if (values) send(ANSWER, back, values);
    else send(ERROR, [...back, unknown], {});
  };
  socket.on('data', (chunk) => {
    pending = Buffer.concat([pending, chunk]);
    for (let next = take(pending); next; next = take(pending)) {
      pending = pending.subarray(next.length);
      if (next.message.kind === CALL) reply(next.message);
      else waiting.get(next.message.fields.get(5))?.(next.message);
    }
  });
  const fieldsOf = (call: Omit<Call, 'destination'>): [number, Variant][] => [
    [1, { signature: 'o', value: call.path }],
    [2, { signature: 's', value: call.interface }],
    [3, { signature: 's', value: call.member }],
  ];
  const call = async (made: Call): Promise<readonly unknown[]> =>
    new Promise((resolve, reject) => {
      const number = send(CALL, [...fieldsOf(made), [6, { signature: 's', value: made.destination }]], made);
      waiting.set(number, ({ kind, body }) =>
        kind === ERROR ? reject(new Error(`${made.member}: ${String(body[0])}`)) : resolve(body),
      );
    });
  return {
    call,
    emit: (signal) => void send(SIGNAL, fieldsOf(signal), signal),
    own: async (name) => void (await call({ ...DAEMON, member: 'RequestName', signature: 'su', body: [name, 0] })),
    close: () => void socket.destroy(),
  };
}

function take(bytes: Buffer): { message: Message; length: number } | undefined {
  if (bytes.length < 16) return undefined;
  const bodyAt = Math.ceil((16 + bytes.readUInt32LE(12)) / 8) * 8;
  const length = bodyAt + bytes.readUInt32LE(4);
  if (bytes.length < length) return undefined;
  const [, kind, , , , serial, fields] = unmarshal(HEAD, bytes) as [
    number,
    number,
    number,
    number,
    number,
    number,
    [number, unknown][],
  ];
  const known = new Map(fields);
  const body = unmarshal(textOf(known, 8), bytes.subarray(bodyAt, length));
  return { message: { kind, serial, fields: known, body }, length };
}

function textOf(fields: ReadonlyMap<number, unknown>, code: number): string {
  const value = fields.get(code);
  return typeof value === 'string' ? value : '';
}
