import type { Word } from '../../../model/action.ts';
import { join, joinAll, known, map, unknown } from '../expand/words.ts';
import type { Token } from './tokens.ts';

/** What an expression stands for: one word, or several. */
export type Value = readonly Word[];

/** What is known while code is read. */
export type Names = {
  readonly home: string;
  /** Arguments of the script, `argv[1]` first. */
  readonly args: readonly Word[];
  readonly variables: Map<string, Value>;
};

const anything: Value = [unknown('…')];

/** The value of an expression, as far as it is made of literals, known variables and ways to join paths. */
export function evaluate(tokens: readonly Token[], names: Names): Value {
  const parts = splitAt(tokens, /^[+/.]$/, true);
  if (parts.length > 1) return [evaluateJoined(tokens, parts, names)];
  return evaluateAtom(tokens, names);
}

function evaluateJoined(tokens: readonly Token[], parts: readonly (readonly Token[])[], names: Names): Word {
  const path = tokens.some((token) => token.kind === 'sign' && token.text === '/');
  const words = parts.map((part) => evaluateAtom(part, names)[0] ?? unknown('…'));
  return joinAll(words, path ? '/' : '');
}

function evaluateAtom(tokens: readonly Token[], names: Names): Value {
  const [first, second] = tokens;
  if (!first) return anything;
  if (tokens.length === 1) return evaluateOne(first, names);
  const text = tokens.map((token) => token.text).join('');
  const special = evaluateSpecial(text, names);
  if (special) return special;
  const opens = first.kind === 'sign' && /^[[(]$/.test(first.text) && closes(tokens, 0) === tokens.length - 1;
  if (opens) {
    const items = splitAt(tokens.slice(1, -1), /^,$/).filter((item) => item.length > 0);
    return items.flatMap((item) => evaluate(item, names));
  }
  if (first.kind === 'name' && /^(await|new|my|our|local|const|let|var|return)$/.test(first.text))
    return evaluateAtom(tokens.slice(1), names);
  if (first.kind === 'text' && second?.kind === 'text') return [evaluatedText(tokens, names)];
  return evaluateCall(tokens, names);
}

function evaluatedText(tokens: readonly Token[], names: Names): Word {
  return tokens.reduce<Word>((all, token) => join(all, evaluateOne(token, names)[0] ?? unknown('…')), known(''));
}

function evaluateOne(token: Token, { variables }: Names): Value {
  if (token.kind === 'number') return [known(token.text)];
  if (token.kind === 'name') return variables.get(token.text.replace(/^[$@]/, '')) ?? anything;
  if (token.kind !== 'text') return anything;
  return [
    token.known
      ? known(token.text)
      : { text: token.text, known: false, ifUnset: token.text.replace(/\$?#?\{.*|[$@]\w.*/, '') },
  ];
}

function evaluateSpecial(text: string, { home, args }: Names): Value | undefined {
  if (
    /^(os\.environ\[HOME\]|os\.environ\.get\(HOME\)|os\.getenv\(HOME\)|process\.env\.HOME|process\.env\[HOME\]|ENV\[HOME\]|ENV\.fetch\(HOME\)|\$ENV\{'?HOME'?\}|getenv\(HOME\)|os\.homedir\(\)|homedir\(\)|require\((node:)?os\)\.homedir\(\)|Dir\.home|Dir\.home\(\)|(pathlib\.)?Path\.home\(\)|\$_SERVER\[HOME\])$/.test(
      text,
    )
  )
    return [known(home)];
  const index = /^(?:sys\.argv|process\.argv|\$?ARGV|argv)\[(\d+)\]$/.exec(text)?.[1];
  if (index === undefined) return undefined;
  const place = /^process/.test(text) ? Number(index) - 1 : /ARGV/.test(text) ? Number(index) : Number(index) - 1;
  return args[place] ? [args[place]] : anything;
}

const keeps =
  /(^|\.)(Path|PosixPath|PurePath|str|String|realpath|abspath|resolve|normpath|expand_path|normalize|fspath|encode|decode|toString|strip|trim|as_posix|absolute|URL|fileURLToPath|fsencode)$/;
const joins = /(^|\.)(join|joinpath|resolve)$/;
const expands = /(^|\.)(expanduser|expandvars|expand_path)$/;
const lists =
  /(^|\.)(glob|iglob|rglob|listdir|scandir|walk|readdirSync|readdir|iterdir|globSync|entries|children|each_child)$/;

/** `name(arguments)` for the functions that only make paths. */
function evaluateCall(tokens: readonly Token[], names: Names): Value {
  const last = tokens.length - 1;
  if (tokens[last]?.text !== ')') return anything;
  const open = opens(tokens, last);
  const callee = tokens.slice(0, open);
  const name = callee.map((token) => token.text).join('');
  const given = splitAt(tokens.slice(open + 1, last), /^,$/).filter((item) => item.length > 0);
  const values = given.map((item) => evaluate(item, names)[0] ?? unknown('…'));
  const dot = callee.findLastIndex((token) => token.text === '.');
  const receiver = dot > 0 && callee[dot - 1]?.text === ')' ? evaluateCall(callee.slice(0, dot), names)[0] : undefined;
  return [pathBy(name, { receiver, values, home: names.home }) ?? unknown('…')];
}

type PathCall = { readonly receiver: Word | undefined; readonly values: Value; readonly home: string };

function pathBy(name: string, { receiver, values, home }: PathCall): Word | undefined {
  const [first] = values;
  if (expands.test(name)) return first ? map(first, (text) => text.replace(/^~(?=\/|$)|\$HOME/, home)) : receiver;
  if (lists.test(name)) return someOf(receiver ?? first);
  if (joins.test(name) && values.length > 0) return joinAll(receiver ? [receiver, ...values] : values, '/');
  return keeps.test(name) ? (first ?? receiver) : undefined;
}

function someOf(place: Word | undefined): Word {
  if (!place?.known) return unknown('…');
  return /[*?[]/.test(place.text) ? { ...place, glob: true } : { ...place, text: `${place.text}/listed*`, glob: true };
}

/** Splits at signs outside brackets; with `operators` a dot between names does not split. */
export function splitAt(tokens: readonly Token[], sign: RegExp, operators = false): readonly (readonly Token[])[] {
  const parts: Token[][] = [[]];
  let depth = 0;
  tokens.forEach((token, at) => {
    if (token.kind === 'sign' && /[[({]/.test(token.text)) depth += 1;
    if (token.kind === 'sign' && /[\])}]/.test(token.text)) depth -= 1;
    const outside = token.kind === 'sign' && /[\])}]/.test(token.text) ? depth < 0 : depth === 0;
    const splits = outside && token.kind === 'sign' && sign.test(token.text) && !(operators && isMember(tokens, at));
    if (splits) parts.push([]);
    else parts.at(-1)?.push(token);
  });
  return parts;
}

/** The dot of `os.path`, not the one that joins two texts. */
function isMember(tokens: readonly Token[], at: number): boolean {
  if (tokens[at]?.text !== '.') return false;
  const next = tokens[at + 1];
  const before = tokens[at - 1];
  return next?.kind === 'name' && !/^\$/.test(next.text) && (before?.kind !== 'text' || tokens[at + 2]?.text === '(');
}

/** Where the bracket at `at` is closed. */
export function closes(tokens: readonly Token[], at: number): number {
  let depth = 0;
  for (let index = at; index < tokens.length; index += 1) {
    const token = tokens[index];
    if (token?.kind !== 'sign') continue;
    if (/[[({]/.test(token.text)) depth += 1;
    if (/[\])}]/.test(token.text) && --depth === 0) return index;
  }
  return tokens.length;
}

/** Where the bracket that ends at `at` begins. */
export function opens(tokens: readonly Token[], at: number): number {
  let depth = 0;
  for (let index = at; index >= 0; index -= 1) {
    const token = tokens[index];
    if (token?.kind !== 'sign') continue;
    if (/[\])}]/.test(token.text)) depth += 1;
    if (/[[({]/.test(token.text) && --depth === 0) return index;
  }
  return 0;
}
