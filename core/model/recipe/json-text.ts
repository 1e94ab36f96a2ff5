/** A JSON value with its place in the text; comments and trailing commas are passed over, as editors allow them. */
export type JsonNode = {
  readonly start: number;
  readonly end: number;
} & (
  | { readonly kind: 'object'; readonly members: readonly JsonMember[] }
  | { readonly kind: 'array'; readonly members: readonly JsonMember[] }
  | { readonly kind: 'scalar' }
);

/** `key` of an array's member is its index. `start` is where the key (or the array's value) begins. */
export type JsonMember = { readonly key: string; readonly start: number; readonly value: JsonNode };

/** Throws a SyntaxError with the line when the text is not JSON. */
export function readJson(text: string): JsonNode {
  const reader: Reader = { text, at: text.startsWith('\uFEFF') ? 1 : 0, depth: 0 };
  const node = readValue(reader);
  skipSpace(reader);
  if (reader.at < text.length) complain(reader, 'more text after the value');
  return node;
}

type Reader = { readonly text: string; at: number; depth: number };

const STRING = /"(?:[^"\\\n]|\\.)*"/y;
const WORD = /-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?|true|false|null/y;
const SPACE = /(?:\s|\/\/[^\n]*|\/\*[\s\S]*?\*\/)*/y;
const MAX_DEPTH = 200;

function readValue(reader: Reader): JsonNode {
  skipSpace(reader);
  const start = reader.at;
  const opening = reader.text[start];
  if (opening === '{' || opening === '[') {
    reader.depth += 1;
    if (reader.depth > MAX_DEPTH) complain(reader, 'nested too deeply');
    reader.at += 1;
    const members = opening === '{' ? readMembers(reader, '}') : readMembers(reader, ']');
    reader.depth -= 1;
    return { kind: opening === '{' ? 'object' : 'array', members, start, end: reader.at };
  }
  if (take(reader, STRING) === undefined && take(reader, WORD) === undefined) complain(reader, 'expected a value');
  return { kind: 'scalar', start, end: reader.at };
}

function readMembers(reader: Reader, closing: '}' | ']'): JsonMember[] {
  const members: JsonMember[] = [];
  for (;;) {
    skipSpace(reader);
    if (takeCharacter(reader, closing)) return members;
    const start = reader.at;
    const key = closing === '}' ? readKey(reader) : String(members.length);
    members.push({ key, start, value: readValue(reader) });
    skipSpace(reader);
    if (takeCharacter(reader, ',')) continue;
    if (takeCharacter(reader, closing)) return members;
    complain(reader, `expected "," or "${closing}"`);
  }
}

function readKey(reader: Reader): string {
  const key = take(reader, STRING) ?? complain(reader, 'expected a key in double quotes');
  skipSpace(reader);
  if (!takeCharacter(reader, ':')) complain(reader, 'expected ":"');
  return JSON.parse(key) as string;
}

function skipSpace(reader: Reader): void {
  take(reader, SPACE);
}

function take(reader: Reader, pattern: RegExp): string | undefined {
  pattern.lastIndex = reader.at;
  const found = pattern.exec(reader.text)?.[0];
  reader.at += found?.length ?? 0;
  return found;
}

function takeCharacter(reader: Reader, character: string): boolean {
  if (reader.text[reader.at] !== character) return false;
  reader.at += 1;
  return true;
}

function complain(reader: Reader, message: string): never {
  const line = reader.text.slice(0, reader.at).split('\n').length;
  throw new SyntaxError(`line ${line}: ${message}`);
}
