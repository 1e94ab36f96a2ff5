import type { Word } from '../../../model/action.ts';
import { closes, evaluate, opens, splitAt, type Names, type Value } from './values.ts';
import type { Token } from './tokens.ts';

/** One function call of a script: its full name with import aliases resolved, and what it is given. */
export type Call = {
  readonly name: string;
  readonly values: readonly Value[];
  /** What the method is called on, when that is a call of its own: `Path('x').unlink()`. */
  readonly receiver: Word | undefined;
};

/** Every call in the code, in its order; assignments before it are known to it. */
export function callsIn(tokens: readonly Token[], names: Names): readonly Call[] {
  const aliases = importsOf(tokens);
  return tokens.flatMap((token, at): readonly Call[] => {
    assign(tokens, at, names);
    if (token.kind === 'shell')
      return [{ name: 'system', values: [evaluate([{ ...token, kind: 'text' }], names)], receiver: undefined }];
    if (token.kind === 'sign' && token.text === '(') return bracketed(tokens, at, { names, aliases });
    return token.kind === 'name' && isBareCall(tokens, at) ? [bare(tokens, at, names)] : [];
  });
}

type Reading = { readonly names: Names; readonly aliases: ReadonlyMap<string, string> };

function bracketed(tokens: readonly Token[], at: number, { names, aliases }: Reading): readonly Call[] {
  const start = calleeStart(tokens, at);
  const callee = tokens.slice(start, at);
  if (callee.length === 0 || callee[0]?.kind === 'number') return [];
  const values = splitAt(tokens.slice(at + 1, closes(tokens, at)), /^,$/)
    .filter((part) => part.length > 0)
    .map((part) => evaluate(withoutKeyword(part), names));
  return [{ name: nameOf(callee, aliases), values, receiver: receiverOf(callee, names) }];
}

/** Names, dots, `::`, `->`, indexes and calls before the bracket belong to what is called. */
function calleeStart(tokens: readonly Token[], bracket: number): number {
  let at = bracket;
  while (at > 0) {
    const token = tokens[at - 1];
    if (!token) break;
    if (token.kind === 'sign' && /[)\]]/.test(token.text)) {
      const open = opens(tokens, at - 1);
      if (at === bracket && token.text === ')') break;
      at = open;
      continue;
    }
    const chained = token.kind === 'sign' && /^[.:>?-]$/.test(token.text);
    const named = token.kind === 'name' && (at === bracket || /^[.:>[({?-]$/.test(tokens[at]?.text ?? ''));
    if (!chained && !named) break;
    at -= 1;
  }
  return at;
}

function receiverOf(callee: readonly Token[], names: Names): Word | undefined {
  const dot = callee.findLastIndex((token) => token.kind === 'sign' && token.text === '.');
  return dot > 0 ? evaluate(callee.slice(0, dot), names)[0] : undefined;
}

function withoutKeyword(part: readonly Token[]): readonly Token[] {
  const keyword = part[0]?.kind === 'name' && part[1]?.text === '=' && part[2]?.text !== '=';
  return keyword ? part.slice(2) : part;
}

/** `cp.execSync` → `child_process.execSync`; `x["y"]` → `x.y`. */
function nameOf(callee: readonly Token[], aliases: ReadonlyMap<string, string>): string {
  const text = callee
    .map((token) => token.text)
    .join('')
    .replace(/\[['"]?(\w+)['"]?\]/g, '.$1')
    .replace(/::|->|\?\./g, '.')
    .replace(/^(?:await|new|return|print|puts|not|if|and|or)(?=[A-Z])/, '')
    .replace(/(?:require|__import__|import_module)\((?:node:)?([\w/]+)\)/g, '$1');
  const [head = '', ...rest] = text.split('.');
  const full = aliases.get(head.replace(/^\$/, ''));
  return full === undefined ? text : [full, ...rest].join('.');
}

const renames: readonly (readonly [pattern: RegExp, swapped: boolean])[] = [
  [/import +([\w.]+) +as +(\w+)/g, true],
  [/(\w+) *= *(?:await)? *(?:require|import|__import__) *\( *(?:node:)?([\w/]+) *\)(?!\.)/g, false],
  [/import +(?:\* *as +)?(\w+) +from +(?:node:)?([\w/]+)/g, false],
];
const lists: readonly (readonly [pattern: RegExp, swapped: boolean])[] = [
  [/from +([\w.]+) +import([\w ,]+)/g, true],
  [/\{([^{}]*)\} *(?:=|from) *(?:await)? *(?:(?:require|import) *\()? *(?:node:)?([\w/]+)/g, false],
];

/** `import subprocess as s`, `from os import remove as r`, `const { rmSync: r } = require('fs')`. */
function importsOf(tokens: readonly Token[]): ReadonlyMap<string, string> {
  const code = tokens.map((token) => (token.kind === 'sign' ? token.text : ` ${token.text} `)).join('');
  const aliases = new Map<string, string>();
  for (const [name, from] of pairsIn(code, renames)) aliases.set(name, from);
  for (const [list, from] of pairsIn(code, lists)) for (const each of list.split(',')) addName(aliases, from, each);
  return aliases;
}

function pairsIn(code: string, patterns: typeof renames): readonly (readonly [string, string])[] {
  return patterns.flatMap(([pattern, swapped]) =>
    [...code.matchAll(pattern)].map(([, one = '', two = '']): readonly [string, string] =>
      swapped ? [two, one] : [one, two],
    ),
  );
}

function addName(aliases: Map<string, string>, from: string, text: string): void {
  const [name, as = name] = text.trim().split(/\s+as\s+|\s*:\s*/);
  if (name !== undefined && as !== undefined && name !== '') aliases.set(as.trim(), `${from}.${name.trim()}`);
}

/** `x = …`, `for x in …`, `for (const x of …)`, `with open(…) as x`. */
function assign(tokens: readonly Token[], at: number, names: Names): void {
  const token = tokens[at];
  const next = tokens[at + 1];
  if (token?.kind !== 'name' || !next) return;
  const loops = next.kind === 'name' && /^(in|of)$/.test(next.text);
  const sets = next.kind === 'sign' && next.text === '=' && !/^[=~>]$/.test(tokens[at + 2]?.text ?? '');
  if (!loops && !sets) return;
  const rest = tokens.slice(at + 2, at + 200);
  const [value = []] = splitAt(rest, loops ? /^[:)\n]$/ : /^[;\n,)]$/);
  names.variables.set(token.text.replace(/^[$@]/, ''), evaluate(value, names));
}

const bareNames =
  /^(system|exec|spawn|unlink|rmtree|remove_tree|rename|open|eval|kill|require|include|rmdir|mkdir|truncate|chmod|chown|popen|delete|rm_rf|rm_r|rm|write|read|symlink|link|copy|move|mv|cp|popen|mkpath|backtick|copy_stream)$/;

/** Perl, Ruby and PHP call without brackets: `unlink "x"`, `system "rm", "x"`. */
function isBareCall(tokens: readonly Token[], at: number): boolean {
  const next = tokens[at + 1];
  const starts = next?.kind === 'text' || (next?.kind === 'name' && /^[$@%]/.test(next.text));
  return starts && bareNames.test(tokens[at]?.text ?? '');
}

function bare(tokens: readonly Token[], at: number, names: Names): Call {
  const end = tokens.findIndex(
    (token, index) =>
      index > at &&
      ((token.kind === 'sign' && /^[;\n})|]$/.test(token.text)) ||
        (token.kind === 'name' && /^(or|and|if|unless|do)$/.test(token.text))),
  );
  const given = tokens.slice(at + 1, end < 0 ? undefined : end);
  const name = tokens.slice(calleeStart(tokens, at + 1), at + 1).map((token) => token.text);
  return {
    name: name.join('').replace(/::|->/g, '.'),
    values: splitAt(given, /^,$/).map((part) => evaluate(part, names)),
    receiver: undefined,
  };
}
