/** The whole D-Bus type system, for the other side of the app's calls: https://dbus.freedesktop.org/doc/dbus-specification.html */

type Type = { readonly code: string; readonly inner: readonly Type[] };
/** A value that says its own type. */
export type Variant = { readonly signature: string; readonly value: unknown };

const ALIGNMENTS: Readonly<Record<string, number>> = {
  ...{ y: 1, g: 1, v: 1, n: 2, q: 2, b: 4, i: 4, u: 4, s: 4, o: 4, a: 4 },
  ...{ x: 8, t: 8, d: 8, '(': 8, '{': 8 },
};

/** Bytes of the values, as if they stood at the begin of a message. */
export function marshal(signature: string, values: readonly unknown[]): Buffer {
  const out: number[] = [];
  typesOf(signature).forEach((type, index) => write(out, type, values[index]));
  return Buffer.from(out);
}

/** Lists are arrays, structures are arrays, dictionaries are objects, variants are their values. */
export function unmarshal(signature: string, bytes: Buffer): readonly unknown[] {
  const cursor = { bytes, at: 0 };
  return typesOf(signature).map((type) => read(cursor, type));
}

function typesOf(signature: string): readonly Type[] {
  const letters = [...signature];
  const next = (): Type => {
    const code = letters.shift() ?? '';
    if (code === 'a') return { code, inner: [next()] };
    if (code !== '(' && code !== '{') return { code, inner: [] };
    const inner: Type[] = [];
    while (!')}'.includes(letters[0] ?? ')')) inner.push(next());
    letters.shift();
    return { code, inner };
  };
  const types: Type[] = [];
  while (letters.length > 0) types.push(next());
  return types;
}

function alignmentOf(type: Type): number {
  return ALIGNMENTS[type.code] ?? 1;
}

function write(out: number[], type: Type, value: unknown): void {
  while (out.length % alignmentOf(type) > 0) out.push(0);
  const number = (count: number) => {
    const bytes = Buffer.alloc(8);
    bytes.writeBigInt64LE(BigInt(Number(value)));
    out.push(...bytes.subarray(0, count));
  };
  const text = (bytes: Buffer, prefix: number) => {
    const length = Buffer.alloc(4);
    length.writeUInt32LE(bytes.length);
    out.push(...length.subarray(0, prefix), ...bytes, 0);
  };
  if ('ybnqiuxt'.includes(type.code)) number({ y: 1, n: 2, q: 2, x: 8, t: 8 }[type.code] ?? 4);
  else if (type.code === 's' || type.code === 'o') text(Buffer.from(value as string), 4);
  else if (type.code === 'g') text(Buffer.from(value as string), 1);
  else if (type.code === 'v') writeVariant(out, value as Variant);
  else if (type.code === 'a') writeList(out, type, value);
  else type.inner.forEach((inner, index) => write(out, inner, (value as unknown[])[index]));
}

function writeVariant(out: number[], { signature, value }: Variant): void {
  const [type] = typesOf(signature);
  if (!type) throw new Error('A variant says its type');
  write(out, { code: 'g', inner: [] }, signature);
  write(out, type, value);
}

function writeList(out: number[], type: Type, value: unknown): void {
  const [inner] = type.inner;
  if (!inner) throw new Error('A list says what it is of');
  const lengthAt = out.length;
  out.push(0, 0, 0, 0);
  while (out.length % alignmentOf(inner) > 0) out.push(0);
  const start = out.length;
  const items = inner.code === '{' ? Object.entries(value as object) : (value as unknown[]);
  for (const item of items) write(out, inner, item);
  const length = Buffer.alloc(4);
  length.writeUInt32LE(out.length - start);
  out.splice(lengthAt, 4, ...length);
}

type Cursor = { readonly bytes: Buffer; at: number };

function read(cursor: Cursor, type: Type): unknown {
  cursor.at = Math.ceil(cursor.at / alignmentOf(type)) * alignmentOf(type);
  const take = (count: number) => cursor.bytes.subarray(cursor.at, (cursor.at += count));
  const text = (length: number) => take(length + 1).toString('utf8', 0, length);
  switch (type.code) {
    case 'y':
      return take(1).readUInt8();
    case 'b':
      return take(4).readUInt32LE() === 1;
    case 'n':
      return take(2).readInt16LE();
    case 'q':
      return take(2).readUInt16LE();
    case 'i':
      return take(4).readInt32LE();
    case 'u':
      return take(4).readUInt32LE();
    case 'd':
      return take(8).readDoubleLE();
    case 'x':
    case 't':
      return Number(take(8).readBigInt64LE());
    case 's':
    case 'o':
      return text(take(4).readUInt32LE());
    case 'g':
      return text(take(1).readUInt8());
    case 'v':
      return readVariant(cursor);
    case 'a':
      return readList(cursor, type);
    default:
      return type.inner.map((inner) => read(cursor, inner));
  }
}

function readVariant(cursor: Cursor): unknown {
  const [type] = typesOf(String(read(cursor, { code: 'g', inner: [] })));
  return type && read(cursor, type);
}

function readList(cursor: Cursor, type: Type): unknown {
  const [inner] = type.inner;
  const length = Number(read(cursor, { code: 'u', inner: [] }));
  if (!inner) throw new Error('A list says what it is of');
  cursor.at = Math.ceil(cursor.at / alignmentOf(inner)) * alignmentOf(inner);
  const end = cursor.at + length;
  const items: unknown[] = [];
  while (cursor.at < end) items.push(read(cursor, inner));
  return inner.code === '{' ? Object.fromEntries(items as [string, unknown][]) : items;
}
