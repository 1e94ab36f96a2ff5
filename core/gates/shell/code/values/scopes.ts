import { closes, splitAt, upTo } from '../brackets.ts';
import type { Token } from '../tokens.ts';
import { learnCallback, learnLambda } from './callbacks.ts';
import { functionsIn } from './functions.ts';
import type { Learning } from './learning.ts';
import { anything, evaluate, union, type Names, type Value } from './values.ts';

/**
 * Everything each name is given, anywhere: by assignment, by a loop, as a parameter. Twice, for a function may stand
 * before what it is given.
 */
export function learnNames(tokens: readonly Token[], names: Names): void {
  const functions = functionsIn(tokens);
  for (let round = 0; round < 2; round += 1) {
    const learned = new Map<string, Value>();
    const learn = (name: string, value: Value) => {
      const bare = name.replace(/^[$@]/, '');
      learned.set(bare, union(learned.get(bare) ?? [], value));
      // What comes after sees it at once.
      names.variables.set(bare, union(names.variables.get(bare) ?? [], value));
    };
    tokens.forEach((_token, at) => {
      if (names.work.left >= 0) learnAt(tokens, at, { names, functions, learn });
    });
    names.variables.clear();
    for (const [name, value] of learned) names.variables.set(name, value);
  }
}

function learnAt(tokens: readonly Token[], at: number, learning: Learning): void {
  const token = tokens[at];
  if (token?.kind === 'name') {
    if (token.text === 'lambda') learnLambda(tokens, at, learning);
    learnAssigned(tokens, at, learning);
    learnGiven(tokens, at, learning);
  } else if (token?.kind === 'sign' && (token.text === '=' || token.text === '|')) learnCallback(tokens, at, learning);
}

/** `x = …`, `x += …`, `for x in …`, `for (const x of …)`, `with open(…) as x`. */
function learnAssigned(tokens: readonly Token[], at: number, { names, learn }: Learning): void {
  const [token, next] = tokens.slice(at, at + 2);
  if (token?.kind !== 'name' || !next) return;
  if (next.kind === 'name' && /^(in|of)$/.test(next.text)) return learnLoop(tokens, at, { names, learn });
  const sign = assignmentAt(tokens, at + 1);
  if (sign === undefined) return;
  const grows = sign === 'grows';
  const value = upTo(tokens, at + (grows ? 3 : 2), /^[;\n,)]$/);
  const given = evaluate(value, names);
  const before = grows && names.variables.has(token.text.replace(/^[$@]/, ''));
  learn(token.text, before ? evaluate([token, { kind: 'sign', text: '+' }, ...value], names) : given);
}

function assignmentAt(tokens: readonly Token[], at: number): 'sets' | 'grows' | undefined {
  const [sign, next] = tokens.slice(at, at + 2);
  if (sign?.kind !== 'sign') return undefined;
  if (sign.text === '=') return /^[=~>]$/.test(next?.text ?? '') ? undefined : 'sets';
  return /^[+./]$/.test(sign.text) && next?.text === '=' ? 'grows' : undefined;
}

/** The names before `in` or `of`: with `os.walk` the place comes first, with `enumerate` the thing second. */
function learnLoop(tokens: readonly Token[], at: number, { names, learn }: Omit<Learning, 'functions'>): void {
  const targets: string[] = [];
  for (let index = at; index >= 0; index -= 1) {
    const token = tokens[index];
    if (token?.kind === 'name' && !/^(for|let|const|var|my|foreach)$/.test(token.text)) targets.unshift(token.text);
    else if (!(token?.kind === 'sign' && /^[,[\](){}]$/.test(token.text))) break;
  }
  const value = upTo(tokens, at + 2, /^[:)\]\n{;]$/);
  const stop = value.findIndex((token) => token.kind === 'name' && /^(if|do|for)$/.test(token.text));
  const source = stop < 0 ? value : value.slice(0, stop);
  const callee = source.map((token) => token.text).join('');
  const inner = /^(enumerate|zip|reversed|sorted|list|set)\(/.test(callee) ? source.slice(2, -1) : source;
  const items = evaluate(inner, names);
  const walks = /walk\(/.test(callee);
  targets.forEach((name, place) => {
    const plain = targets.length === 1 || (walks && place === 0) || (!walks && place === targets.length - 1);
    learn(name, plain ? items : walks ? [{ text: 'listed*', known: true, glob: true }] : anything);
  });
}

/** `f(x, y)` of a function that the code defines gives its parameters their values. */
function learnGiven(tokens: readonly Token[], at: number, { names, functions, learn }: Learning): void {
  const token = tokens[at];
  const parameters = token && functions.get(token.text);
  if (!parameters || tokens[at + 1]?.text !== '(' || /^(def|function|fn|sub)$/.test(tokens[at - 1]?.text ?? '')) return;
  const given = splitAt(tokens.slice(at + 2, closes(tokens, at + 1)), /^,$/).filter((part) => part.length > 0);
  given.forEach((part, place) => {
    const keyed = part[0]?.kind === 'name' && part[1]?.text === '=';
    const name = keyed ? part[0]?.text : parameters[place];
    if (name !== undefined) learn(name, evaluate(keyed ? part.slice(2) : part, names));
  });
}
