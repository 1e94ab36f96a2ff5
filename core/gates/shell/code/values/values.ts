import type { Word } from '../../../../model/action.ts';
import { join, joinAll, known, map, unknown } from '../../expand/words.ts';
import { parentOf, pathBy } from './paths-made.ts';
import { closes, opens, splitAt } from '../brackets.ts';
import { tokenise, type Language, type Token } from '../tokens.ts';

/** What an expression stands for: one word, or several that it may be or holds. */
export type Value = readonly Word[];

/** What is known while code is read. */
export type Names = {
  readonly home: string;
  readonly cwd: string | undefined;
  readonly scratch: string;
  readonly language: Language;
  /** Arguments of the script, `argv[1]` first. */
  readonly args: readonly Word[];
  /** How many more tokens are looked at. */
  readonly work: { left: number };
  /** Everything that a name is ever given: code runs in more orders than it stands in. */
  readonly variables: Map<string, Value>;
};

/** Enough for any code that people would read. */
export const mostWork = 25_000;

export const anything: Value = [unknown('…')];
const mostValues = 8;

/** The value of an expression, as far as it is made of literals, known variables and ways to join paths. */
export function evaluate(tokens: readonly Token[], names: Names): Value {
  names.work.left -= tokens.length + 1;
  if (names.work.left < 0) return anything;
  const { parts, signs } = operandsOf(tokens.filter((token) => token.text !== '\n'));
  const [first = [], ...rest] = parts;
  return rest.reduce<Value>(
    (left, part, at) => combined(left, evaluateAtom(part, names), signs[at] ?? '+'),
    evaluateAtom(first, names),
  );
}

/** Adds without growing beyond what can be looked at. */
export function union(left: Value, right: Value): Value {
  const fresh = right.filter((word) => !left.some((other) => other.text === word.text && other.known === word.known));
  if (fresh.length === 0) return left;
  return left.length + fresh.length > mostValues
    ? [...left.slice(0, mostValues - 1), unknown('…')]
    : [...left, ...fresh];
}

function combined(left: Value, right: Value, sign: string): Value {
  const all = left.flatMap((one) => right.map((other) => combine(one, other, sign)));
  return all.length > mostValues ? [...all.slice(0, mostValues - 1), unknown('…')] : all;
}

function combine(left: Word, right: Word, sign: string): Word {
  if (sign === '%') return formatted(left, [right], /%[srd]/);
  return sign === '/' ? joinAll([left, right], '/') : join(left, right);
}

/** The first holes of a format filled in. */
function formatted(format: Word, values: Value, hole: RegExp): Word {
  return values.reduce((text, value) => {
    const found = hole.exec(text.text);
    if (!found) return text;
    const [before, after] = [text.text.slice(0, found.index), text.text.slice(found.index + found[0].length)];
    return joinAll([{ ...text, text: before }, value, known(after)]);
  }, format);
}

/** Splits at operators that join texts or paths; the dot of a member is none. */
function operandsOf(tokens: readonly Token[]) {
  const signs: string[] = [];
  const parts: Token[][] = [[]];
  let depth = 0;
  tokens.forEach((token, at) => {
    if (token.kind === 'sign' && /[[({]/.test(token.text)) depth += 1;
    if (token.kind === 'sign' && /[\])}]/.test(token.text)) depth -= 1;
    const splits = depth === 0 && token.kind === 'sign' && /^[+/.%]$/.test(token.text) && !isMember(tokens, at);
    if (!splits) parts.at(-1)?.push(token);
    else if (parts.at(-1)?.length !== 0) {
      signs.push(token.text);
      parts.push([]);
    }
  });
  return { parts: parts.filter((part) => part.length > 0), signs };
}

/** The dot of `os.path`, not the one that joins two texts. */
function isMember(tokens: readonly Token[], at: number): boolean {
  if (tokens[at]?.text !== '.') return false;
  const next = tokens[at + 1];
  const before = tokens[at - 1];
  return next?.kind === 'name' && !/^\$/.test(next.text) && (before?.kind !== 'text' || tokens[at + 2]?.text === '(');
}

function evaluateAtom(tokens: readonly Token[], names: Names): Value {
  const [first, second] = tokens;
  if (!first) return anything;
  if (tokens.length === 1) return evaluateOne(first, names);
  if (first.kind === 'name' && /^(await|new|my|our|local|const|let|var|return|return!|lambda)$/.test(first.text))
    return evaluate(tokens.slice(1), names);
  const special = evaluateSpecial(tokens.map((token) => token.text).join(''), names);
  if (special) return special;
  const opened = first.kind === 'sign' && /^[[(]$/.test(first.text) && closes(tokens, 0) === tokens.length - 1;
  if (opened) {
    const items = splitAt(tokens.slice(1, -1), /^,$/).filter((item) => item.length > 0);
    return items.flatMap((item) => evaluate(item, names));
  }
  const loop = tokens.findIndex((token) => token.kind === 'name' && token.text === 'for');
  if (loop > 0) return evaluate(tokens.slice(0, loop), names);
  if (first.kind === 'text' && second?.kind === 'text')
    return tokens.reduce<Value>((all, token) => combined(all, evaluateOne(token, names), '+'), [known('')]);
  return evaluateMember(tokens, names) ?? evaluateCall(tokens, names);
}

/** `x[0]` of a list is one of it; `x.parent`, `entry.path`. A piece of a text is anything. */
function evaluateMember(tokens: readonly Token[], names: Names): Value | undefined {
  const last = tokens.at(-1);
  if (last?.text === ']') {
    const base = evaluate(tokens.slice(0, opens(tokens, tokens.length - 1)), names);
    return base.length > 1 || base[0]?.glob === true ? base : anything;
  }
  const dot = tokens.at(-2);
  if (last?.kind !== 'name' || dot?.text !== '.' || tokens.length < 3) return undefined;
  const base = evaluate(tokens.slice(0, -2), names);
  if (/^(path|values?|filename|realpath)$/.test(last.text)) return base;
  if (last.text === 'parent') return base.map((word) => map(word, parentOf));
  if (last.text === 'name' && base.every((word) => word.glob === true))
    return [{ text: 'listed*', known: true, glob: true }];
  return anything;
}

function evaluateOne(token: Token, names: Names): Value {
  if (token.kind === 'number') return [known(token.text)];
  if (token.kind === 'name') return evaluateName(token.text, names);
  if (token.kind === 'sign') return anything;
  if (!token.fills) return [token.known ? known(token.text) : unknown(token.text)];
  return token.fills.reduce<Value>(
    (all, fill) => {
      const value = fill.code ? evaluate(tokenise(fill.text, names.language), names) : [known(fill.text)];
      return combined(all, value, '+');
    },
    [known('')],
  );
}

function evaluateName(text: string, { variables, cwd }: Names): Value {
  if (/^(__dirname|__DIR__)$/.test(text) && cwd !== undefined) return [known(cwd)];
  return variables.get(text.replace(/^[$@]/, '')) ?? anything;
}

const homes =
  /^(os\.environ\[HOME\]|os\.environ\.get\(HOME\)|os\.getenv\(HOME\)|process\.env\.HOME|process\.env\[HOME\]|ENV\[HOME\]|ENV\.fetch\(HOME\)|\$ENV\{'?HOME'?\}|getenv\(HOME\)|os\.homedir\(\)|homedir\(\)|require\((node:)?os\)\.homedir\(\)|Dir\.home|Dir\.home\(\)|(pathlib\.)?Path\.home\(\)|\$_SERVER\[HOME\]|Deno\.env\.get\(HOME\)|os\.getenv\(HOME\)|System\.user_home!?\(\)|homedir)$/;
const here =
  /^((os|process|Deno)\.(getcwd|cwd)\(\)|getcwd\(\)|(pathlib\.)?Path\.cwd\(\)|Dir\.pwd(\(\))?|(pathlib\.)?Path\(\))$/;
const temporary =
  /^(tempfile\.\w+\(.{0,200}\)|((require\((node:)?os\)|os)\.)?tmpdir\(\)|Dir\.(tmpdir|mktmpdir)(\(.{0,200}\))?|(\w+\.)?mkdtemp(Sync)?\(.{0,200}\)|Tempfile\.\w+(\(.{0,200}\))?|sys_get_temp_dir\(\)|process\.env\.TMPDIR|os\.environ\[TMPDIR\])$/;
const selves: readonly (readonly [pattern: RegExp, program: string])[] = [
  [/^sys\.executable$/, 'python3'],
  [/^process\.(execPath|argv\[0\])$/, 'node'],
  [/^(RbConfig\.ruby|Gem\.ruby)$/, 'ruby'],
  [/^PHP_BINARY$/, 'php'],
];

function evaluateSpecial(text: string, { home, cwd, scratch, args }: Names): Value | undefined {
  if (homes.test(text)) return [known(home)];
  if (here.test(text) && cwd !== undefined) return [known(cwd)];
  if (temporary.test(text)) return [known(`${scratch}/made`)];
  const self = selves.find(([pattern]) => pattern.test(text));
  if (self) return [known(self[1])];
  const index = /^(?:sys\.argv|process\.argv|\$?ARGV|argv)\[(\d+)\]$/.exec(text)?.[1];
  if (index === undefined) return undefined;
  const place = /^process/.test(text) ? Number(index) - 1 : /ARGV/.test(text) ? Number(index) : Number(index) - 1;
  return args[place] ? [args[place]] : anything;
}

/** `name(arguments)` for the functions that only make paths and texts. */
function evaluateCall(tokens: readonly Token[], names: Names): Value {
  const last = tokens.length - 1;
  if (tokens[last]?.text !== ')') return anything;
  const open = opens(tokens, last);
  const callee = tokens.slice(0, open);
  const name = callee.map((token) => token.text).join('');
  const given = splitAt(tokens.slice(open + 1, last), /^,$/).filter((item) => item.length > 0);
  const values = given.map((item) => evaluate(item, names));
  const dot = callee.findLastIndex((token) => token.text === '.');
  const receiver = dot > 0 ? evaluate(callee.slice(0, dot), names) : undefined;
  if (/\.format$/.test(name) && receiver)
    return receiver.map((word) =>
      formatted(
        word,
        values.map(([value = unknown('…')]) => value),
        /\{\w*\}/,
      ),
    );
  return pathBy(name, { receiver, values, home: names.home }) ?? anything;
}
