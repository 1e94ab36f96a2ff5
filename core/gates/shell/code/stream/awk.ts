import type { Word } from '../../../../model/action.ts';
import { has, readOptions, valuesOf } from '../../../options.ts';
import { closes } from '../brackets.ts';
import { learnNames } from '../values/scopes.ts';
import { tokenise, type Token } from '../tokens.ts';
import { evaluate, mostWork, type Names } from '../values/values.ts';
import type { Frame } from '../../session.ts';
import type { Deed } from './deed.ts';

const longest = 10_000;

/** `system(…)`, pipes, `print > file`, `getline < file` and the environment in awk programs. */
export function awkDeeds(words: readonly Word[], frame: Frame): readonly Deed[] {
  const options = readOptions(words, { valued: 'vFfei', long: ['assign=', 'field-separator=', 'file=', 'source='] });
  const given = valuesOf(options, 'e', 'source');
  const programs = given.length > 0 || has(options, 'f', 'file') ? given : options.operands.slice(0, 1);
  return programs.flatMap((program) => deedsIn(program.text.slice(0, longest), frame));
}

/** A regular expression may hold quotes; what it matches does nothing. */
const expressions = /"(?:[^"\\\n]|\\.)*"|(^|[\s({,;!~&|])\/(?:[^/\\\n]|\\.){1,500}\//g;

function deedsIn(program: string, { session, scope }: Frame): readonly Deed[] {
  const plain = program.replace(expressions, (text, before = '') =>
    text.startsWith('"') ? text : `${String(before)}0`,
  );
  const tokens = tokenise(plain, 'python');
  const { home, scratch } = session.context;
  const names: Names = {
    home,
    scratch,
    cwd: scope.cwd,
    language: 'python',
    args: [],
    work: { left: mostWork },
    variables: new Map(),
  };
  learnNames(tokens, names);
  const deeds = statements(tokens).flatMap((statement) => deedsOf(statement, names));
  return names.work.left < 0 ? [...deeds, { kind: 'run', word: { text: '', known: false } }] : deeds;
}

function statements(tokens: readonly Token[]): readonly (readonly Token[])[] {
  const all: Token[][] = [[]];
  for (const token of tokens)
    if (token.kind === 'sign' && /^[;{}\n]$/.test(token.text)) all.push([]);
    else all.at(-1)?.push(token);
  return all;
}

function deedsOf(statement: readonly Token[], names: Names): readonly Deed[] {
  const prints = statement.findIndex((token) => /^printf?$/.test(token.text));
  let depth = 0;
  return statement.flatMap((token, at): readonly Deed[] => {
    if (token.kind === 'name') return namedDeeds(statement, at, { names, prints: prints >= 0 });
    if (token.kind !== 'sign') return [];
    if (token.text === '(') depth += 1;
    if (token.text === ')') depth -= 1;
    if (token.text === '|') return piped(statement, at, names);
    const into = token.text === '>' && statement[at - 1]?.text !== '>' && depth === 0 && prints >= 0 && prints < at;
    return into ? [{ kind: 'write', word: concatenated(afterSign(statement, at), names) }] : [];
  });
}

type Printing = { readonly names: Names; readonly prints: boolean };

function namedDeeds(statement: readonly Token[], at: number, { names, prints }: Printing): readonly Deed[] {
  const name = statement[at]?.text;
  if (name === 'system' && statement[at + 1]?.text === '(')
    return [{ kind: 'run', word: concatenated(statement.slice(at + 2, closes(statement, at + 1)), names) }];
  if (name === 'ENVIRON' && prints) return [shown(statement[at + 2])];
  return name === 'getline' ? fromFile(statement, at, names) : [];
}

function afterSign(statement: readonly Token[], at: number): readonly Token[] {
  return statement.slice(statement[at + 1]?.text === '>' ? at + 2 : at + 1);
}

function shown(key: Token | undefined): Deed {
  return { kind: 'show', word: { text: key?.kind === 'text' ? key.text : '', known: true } };
}

function piped(statement: readonly Token[], at: number, names: Names): readonly Deed[] {
  const next = statement[at + 1];
  if (next?.text === '|' || statement[at - 1]?.text === '|') return [];
  const reads = next?.text === 'getline';
  const command = reads
    ? statement.slice(startOf(statement, at), at)
    : statement.slice(next?.text === '&' ? at + 2 : at + 1);
  return [{ kind: 'run', word: concatenated(command, names) }];
}

/** The expression before a pipe: back to a bracket, an assignment or a keyword. */
function startOf(statement: readonly Token[], at: number): number {
  const before = statement.slice(0, at).findLastIndex((token) => /^([(=&|]|while|if)$/.test(token.text));
  return before + 1;
}

function fromFile(statement: readonly Token[], at: number, names: Names): readonly Deed[] {
  const sign = statement.findIndex((token, index) => index > at && index < at + 4 && token.text === '<');
  if (sign < 0) return [];
  const end = statement.findIndex((token, index) => index > sign && /^[)>&]$/.test(token.text));
  return [{ kind: 'read', word: concatenated(statement.slice(sign + 1, end < 0 ? undefined : end), names) }];
}

/** What stands side by side is one text. */
function concatenated(tokens: readonly Token[], names: Names): Word {
  const joined = tokens.flatMap((token, at): readonly Token[] => {
    const before = tokens[at - 1];
    const adjacent = before && before.kind !== 'sign' && token.kind !== 'sign';
    return adjacent ? [{ kind: 'sign', text: '+' }, token] : [token];
  });
  const values = evaluate(joined, names);
  return values.length === 1 && values[0]
    ? values[0]
    : (values.find((word) => word.known) ?? { text: '', known: false });
}
