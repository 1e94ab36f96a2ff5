import type { Word } from '../../../model/action.ts';
import { meaningOf } from './meaning.ts';
import { importsOf, resolved, type Imports } from './imports.ts';
import { closes, opens, splitAt } from './brackets.ts';
import { calleeStart, nameOf } from './callee.ts';
import { functionsIn } from './values/functions.ts';
import { evaluate, type Names, type Value } from './values/values.ts';
import type { Token } from './tokens.ts';

/** One function call of a script: its full name with import aliases resolved, and what it is given. */
export type Call = {
  readonly name: string;
  readonly values: readonly Value[];
  /** What is given by name, as `cwd=…` or `{ cwd: … }`. */
  readonly named: ReadonlyMap<string, Value>;
  /** What the method is called on, when that is a call or a value of its own: `Path('x').unlink()`. */
  readonly receiver: Word | undefined;
};

type Reading = { readonly names: Names; readonly imports: Imports };

/** Every call in the code, in its order. */
export function callsIn(tokens: readonly Token[], names: Names): readonly Call[] {
  const reading = { names, imports: importsOf(tokens, names) };
  const own = functionsIn(tokens);
  return tokens.flatMap((token, at): readonly Call[] => {
    if (names.work.left < 0) return [];
    if (token.kind === 'shell') return [plainCall('os.system', [evaluate([{ ...token, kind: 'text' }], names)])];
    if (token.kind === 'sign' && token.text === '(')
      return bracketed(tokens, at, reading).filter(({ name }) => !own.has(name));
    return token.kind === 'name' && isBareCall(tokens, at, names) ? [bare(tokens, at, names)] : [];
  });
}

function plainCall(name: string, values: readonly Value[]): Call {
  return { name, values, named: new Map(), receiver: undefined };
}

function bracketed(tokens: readonly Token[], at: number, { names, imports }: Reading): readonly Call[] {
  const start = calleeStart(tokens, at);
  const callee = tokens.slice(start, at);
  if (callee.length === 0 || callee[0]?.kind === 'number') return [];
  if (/^(def|function|fn)$/.test(tokens[start - 1]?.text ?? '')) return [];
  names.work.left -= closes(tokens, at) - start;
  const parts = splitAt(tokens.slice(at + 1, closes(tokens, at)), /^,$/).filter((part) => part.length > 0);
  const named = new Map<string, Value>();
  for (const part of parts) readNamed(part, names, named);
  const values = parts.filter(isPositional).map((part) => evaluate(withoutKeyword(part), names));
  const name = resolved(nameOf(callee, names), imports);
  const call = { name, values, named, receiver: receiverOf(callee, names) };
  const given = [...values.flat().filter((word) => word.text !== '…'), ...listed(callee, names)];
  return [call, ...parts.flatMap((part) => passedOn(part, given, imports))];
}

/** What a method's list may hold. */
function listed(callee: readonly Token[], names: Names): Value {
  const dot = callee.findLastIndex((token) => token.kind === 'sign' && token.text === '.');
  return dot > 0 ? evaluate(callee.slice(0, dot), names).filter((word) => word.text !== '…') : [];
}

/** Options that are given by name say how, not what. */
const told = /^(args|cmd|command|path|file|name|filename|mode|src|dst|target|source|url|pattern|input)$/;

function isPositional(part: readonly Token[]): boolean {
  const [first, second, third] = part;
  if (first?.text === '{') return false;
  return !(first?.kind === 'name' && second?.text === '=' && third?.text !== '=') || told.test(first.text);
}

/** `map(os.remove, list)`, `list.forEach(fs.unlinkSync)`, `.then(eval)`: what is passed on is called with the list. */
function passedOn(part: readonly Token[], given: Value, imports: Imports): readonly Call[] {
  const text = part.map((token) => token.text).join('');
  const php = imports.language === 'php' && part.length === 1 && part[0]?.kind === 'text';
  const chain =
    part.every((token) => token.kind === 'name' || token.text === '.') && (text.includes('.') || text === 'eval');
  if (!php && !chain && !imports.aliases.has(text)) return [];
  const name = resolved(text, imports);
  const meant = meaningOf(name, imports.language);
  if (!meant || meant.method || meant.meaning === 'read') return [];
  const others = given.filter((word) => word.text !== text);
  return [plainCall(name, others.length > 0 ? [others] : [])];
}

/** `cwd='x'`, and the fields of `{ cwd: 'x' }`. */
function readNamed(part: readonly Token[], names: Names, into: Map<string, Value>): void {
  const [first, second, third] = part;
  const keyed = first?.kind === 'name' && second?.text === '=';
  if (keyed) into.set(first.text, evaluate(part.slice(2), names));
  if (first?.text === '{') return readFields(part, names, into);
  if (keyed && third?.text === '{') readFields(part.slice(2), names, into);
}

function readFields(object: readonly Token[], names: Names, into: Map<string, Value>): void {
  for (const field of splitAt(object.slice(1, -1), /^,$/)) {
    const [key, colon] = field;
    if (!key || key.kind === 'sign' || colon?.text !== ':') continue;
    into.set(key.text, evaluate(field.slice(2), names));
    if (field[2]?.text === '{') readFields(field.slice(2), names, into);
  }
}

function receiverOf(callee: readonly Token[], names: Names): Word | undefined {
  const dot = callee.findLastIndex((token) => token.kind === 'sign' && token.text === '.');
  return dot > 0 ? evaluate(callee.slice(0, dot), names)[0] : undefined;
}

function withoutKeyword(part: readonly Token[]): readonly Token[] {
  const keyword = part[0]?.kind === 'name' && part[1]?.text === '=' && part[2]?.text !== '=';
  return keyword ? part.slice(2) : part;
}

const bareNames =
  /^(system|exec|spawn|unlink|rmtree|remove_tree|rename|open|eval|kill|require|include|rmdir|mkdir|truncate|chmod|chown|popen|delete|rm_rf|rm_r|rm|write|read|symlink|link|copy|move|mv|cp|mkpath|backtick|copy_stream|shell_exec|passthru|run|script)$/;

/** Perl, Ruby and PHP call without brackets: `unlink "x"`, `system "rm", "x"`, `eval get(…)`. */
function isBareCall(tokens: readonly Token[], at: number, { language }: Names): boolean {
  const [token, next, after] = tokens.slice(at, at + 3);
  if (!token || !next || !bareNames.test(token.text)) return false;
  if (/^(text|shell)$/.test(next.kind) || (next.kind === 'name' && /^[$@%]/.test(next.text))) return true;
  if (token.text === 'kill' && next.kind === 'number') return language === 'perl' || language === 'ruby';
  const foreign = language === 'python' || language === 'javascript' || next.kind !== 'name';
  return !foreign && isWordCall(token.text, after?.text);
}

/** A word behind the name: a file handle, or a call whose answer is given. */
function isWordCall(name: string, after: string | undefined): boolean {
  if (name === 'open') return after === ',';
  return /^(unlink|eval|system|exec)$/.test(name) && /^[(.:]$/.test(after ?? '');
}

function bare(tokens: readonly Token[], at: number, names: Names): Call {
  const end = tokens.findIndex(
    (token, index) =>
      index > at &&
      ((token.kind === 'sign' && /^[;\n})|]$/.test(token.text) && closesOutside(tokens, at, index)) ||
        (token.kind === 'name' && /^(or|and|if|unless|do)$/.test(token.text))),
  );
  const given = tokens.slice(at + 1, end < 0 ? undefined : end);
  const loop = given[0]?.kind === 'name' && given[0].text === 'for' ? given.slice(1) : given;
  const name = tokens.slice(calleeStart(tokens, at + 1), at + 1).map((token) => token.text);
  return plainCall(
    name.join('').replace(/::|->/g, '.'),
    splitAt(loop, /^,$/).map((part) => evaluate(part, names)),
  );
}

/** A bracket that was opened after the call's name does not end it. */
function closesOutside(tokens: readonly Token[], from: number, at: number): boolean {
  return !/^[)}]$/.test(tokens[at]?.text ?? '') || opens(tokens, at) < from;
}
