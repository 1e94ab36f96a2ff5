/** Messages of the D-Bus wire format, as far as notifications need it: https://dbus.freedesktop.org/doc/dbus-specification.html */

export type BusValue = string | number | readonly string[] | { readonly [key: string]: never };

export const kinds = { call: 1, answer: 2, error: 3, signal: 4 } as const;

export type Outgoing = {
  readonly serial: number;
  readonly destination: string;
  readonly path: string;
  readonly interface: string;
  readonly member: string;
  readonly signature?: string;
  readonly body?: readonly BusValue[];
};

/** `body` holds only what is understood here: numbers, strings and lists of strings; it is empty for the rest. */
export type Incoming = {
  readonly kind: number;
  readonly replyTo: number | undefined;
  readonly interface: string | undefined;
  readonly member: string | undefined;
  readonly errorName: string | undefined;
  readonly body: readonly unknown[];
};

const LITTLE_ENDIAN = 0x6c;
const LONGEST = 1024 * 1024;
const fields = { path: 1, interface: 2, member: 3, errorName: 4, replyTo: 5, destination: 6, signature: 8 } as const;

/** A method call. The values must fit the signature: `s`, `u`, `i`, `as`, and `a{sv}` without entries. */
export function encode(call: Outgoing): Buffer {
  const body = writer();
  typesOf(call.signature ?? '').forEach((type, index) => body.value(type, call.body?.[index] ?? ''));
  const head = writer();
  head.bytes(LITTLE_ENDIAN, kinds.call, 0, 1);
  head.number(body.length());
  head.number(call.serial);
  head.list(8, () => {
    const field = (code: number, type: string, value: string) => {
      head.align(8);
      head.bytes(code);
      head.value('g', type);
      head.value(type, value);
    };
    field(fields.path, 'o', call.path);
    field(fields.interface, 's', call.interface);
    field(fields.member, 's', call.member);
    field(fields.destination, 's', call.destination);
    if (call.signature !== undefined) field(fields.signature, 'g', call.signature);
  });
  head.align(8);
  return Buffer.concat([head.buffer(), body.buffer()]);
}

/** The first message in the buffer and its length; undefined while it is not whole. Throws at what is no message. */
export function decode(buffer: Buffer): { readonly message: Incoming; readonly length: number } | undefined {
  if (buffer.length < 16) return undefined;
  if (buffer[0] !== LITTLE_ENDIAN) throw new Error('The message bus speaks another byte order');
  const bodyAt = aligned(16 + buffer.readUInt32LE(12), 8);
  const length = bodyAt + buffer.readUInt32LE(4);
  if (length > LONGEST) throw new Error(`A message of ${String(length)} bytes came over the message bus`);
  if (buffer.length < length) return undefined;
  const found = readFields(buffer, 16 + buffer.readUInt32LE(12));
  const text = (code: number) => (typeof found.get(code) === 'string' ? String(found.get(code)) : undefined);
  const replyTo = found.get(fields.replyTo);
  const message = {
    kind: buffer[1] ?? 0,
    replyTo: typeof replyTo === 'number' ? replyTo : undefined,
    interface: text(fields.interface),
    member: text(fields.member),
    errorName: text(fields.errorName),
    body: readBody(buffer.subarray(bodyAt, length), text(fields.signature) ?? ''),
  };
  return { message, length };
}

function readFields(buffer: Buffer, end: number): ReadonlyMap<number, unknown> {
  const found = new Map<number, unknown>();
  const read = reader(buffer, 16);
  while (read.at() < end) {
    read.align(8);
    const code = read.byte();
    found.set(code, read.value(String(read.value('g'))));
  }
  return found;
}

function readBody(body: Buffer, signature: string): readonly unknown[] {
  const types = typesOf(signature);
  if (types.join('') !== signature || types.some((type) => type.startsWith('a{'))) return [];
  const read = reader(body, 0);
  return types.map((type) => read.value(type));
}

/** Splits a signature into complete types; what is not known here is left out. */
function typesOf(signature: string): readonly string[] {
  return signature.match(/a\{sv\}|as|[uisog]/g) ?? [];
}

function aligned(at: number, to: number): number {
  return Math.ceil(at / to) * to;
}

function writer() {
  const out: number[] = [];
  const align = (to: number) => out.push(...Array<number>(aligned(out.length, to) - out.length).fill(0));
  const number = (value: number) => {
    align(4);
    out.push(value & 255, (value >>> 8) & 255, (value >>> 16) & 255, value >>> 24);
  };
  const list = (alignment: number, write: () => void) => {
    number(0);
    const lengthAt = out.length - 4;
    align(alignment);
    const start = out.length;
    write();
    const length = out.length - start;
    [0, 8, 16, 24].forEach((shift, index) => (out[lengthAt + index] = (length >>> shift) & 255));
  };
  const string = (text: string) => {
    const bytes = Buffer.from(text.replaceAll('\0', ''), 'utf8');
    number(bytes.length);
    out.push(...bytes, 0);
  };
  const value = (type: string, given: BusValue): void => {
    if (typeof given === 'number') number(given);
    else if (typeof given === 'string' && type === 'g') out.push(given.length, ...Buffer.from(given), 0);
    else if (typeof given === 'string') string(given);
    else if (Array.isArray(given)) list(4, () => given.forEach((each) => string(String(each))));
    else list(8, () => undefined);
  };
  return {
    align,
    number,
    list,
    value,
    bytes: (...some: number[]) => void out.push(...some),
    length: () => out.length,
    buffer: () => Buffer.from(out),
  };
}

function reader(buffer: Buffer, start: number) {
  let at = start;
  const take = (count: number) => buffer.subarray(at, (at += count));
  const align = (to: number) => void (at = aligned(at, to));
  const number = () => {
    align(4);
    return take(4).readUInt32LE(0);
  };
  const string = (length: number) => take(length + 1).toString('utf8', 0, length);
  const strings = (end: number): readonly string[] => (at < end ? [string(number()), ...strings(end)] : []);
  const value = (type: string): unknown => {
    if (type === 'u') return number();
    if (type === 'i') return number() | 0;
    if (type === 's' || type === 'o') return string(number());
    if (type === 'g') return string(take(1)[0] ?? 0);
    if (type !== 'as') throw new Error(`The message bus sent a value of type ${type}`);
    return strings(number() + at);
  };
  return { at: () => at, align, byte: () => take(1)[0] ?? 0, value };
}
