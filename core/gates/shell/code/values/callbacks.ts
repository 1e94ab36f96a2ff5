import { closes, opens, splitAt } from '../brackets.ts';
import type { Token } from '../tokens.ts';
import { lambdaParameters } from './functions.ts';
import type { Learning } from './learning.ts';
import { evaluate } from './values.ts';

const each = /^(forEach|map|flatMap|filter|some|every|find|each|each_with_index|select|reject)$/;

/** `list.forEach(x => …)`, `list.each { |x| … }`, `(x => …)(value)`: the parameter is one of the list. */
export function learnCallback(tokens: readonly Token[], at: number, { names, learn }: Learning): void {
  const found = tokens[at]?.text === '=' ? arrow(tokens, at) : block(tokens, at);
  if (!found) return;
  const { parameter, start } = found;
  const inBrackets = tokens[start - 1]?.text === '(';
  const dot = start - (inBrackets ? 3 : 2);
  if (tokens[dot]?.text === '.' && each.test(tokens[dot + 1]?.text ?? ''))
    learn(parameter, evaluate(tokens.slice(receiverStart(tokens, dot), dot), names));
  const end = inBrackets ? closes(tokens, start - 1) : -1;
  if (end > 0 && tokens[end + 1]?.text === '(')
    learn(parameter, evaluate(tokens.slice(end + 2, closes(tokens, end + 1)), names));
}

/** `(lambda x: …)(value)`. */
export function learnLambda(tokens: readonly Token[], at: number, { names, learn }: Learning): void {
  const end = tokens[at - 1]?.text === '(' ? closes(tokens, at - 1) : -1;
  if (end < 0 || tokens[end + 1]?.text !== '(') return;
  const given = splitAt(tokens.slice(end + 2, closes(tokens, end + 1)), /^,$/);
  lambdaParameters(tokens, at).forEach((name, place) => learn(name, evaluate(given[place] ?? [], names)));
}

/** `x => …` and `(x) => …`, with where it begins. */
function arrow(tokens: readonly Token[], at: number) {
  if (tokens[at + 1]?.text !== '>') return undefined;
  const before = tokens[at - 1];
  if (before?.kind === 'name') return { parameter: before.text, start: at - 1 };
  if (before?.text !== ')') return undefined;
  const start = opens(tokens, at - 1);
  const first = tokens[start + 1];
  return first?.kind === 'name' ? { parameter: first.text, start } : undefined;
}

/** `{ |x| …` and `do |x| …`. */
function block(tokens: readonly Token[], at: number) {
  const parameter = tokens[at + 1];
  const opened = tokens[at - 1]?.text === '{' || tokens[at - 1]?.text === 'do';
  return opened && parameter?.kind === 'name' ? { parameter: parameter.text, start: at - 1 } : undefined;
}

/** Back over names, dots and brackets to where the expression before a dot begins. */
function receiverStart(tokens: readonly Token[], dot: number): number {
  let at = dot;
  while (at > 0) {
    const token = tokens[at - 1];
    if (token?.kind === 'sign' && /^[)\]]$/.test(token.text)) {
      at = opens(tokens, at - 1);
      continue;
    }
    const chained = token?.kind === 'sign' && /^[.:>]$/.test(token.text);
    const named = (token?.kind === 'name' || token?.kind === 'text') && /^[.:[(]$/.test(tokens[at]?.text ?? '');
    if (!chained && !named) break;
    at -= 1;
  }
  return at;
}
