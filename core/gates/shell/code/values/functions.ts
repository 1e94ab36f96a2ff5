import { closes, splitAt, upTo } from '../brackets.ts';
import type { Token } from '../tokens.ts';

/** Functions of the code itself: name → its parameters. */
export type Functions = ReadonlyMap<string, readonly string[]>;

/** The functions that the code defines: `def f(x)`, `function f(x)`, `f = (x) => …`, `f = lambda x: …`. */
export function functionsIn(tokens: readonly Token[]): Functions {
  const found = new Map<string, readonly string[]>();
  tokens.forEach((token, at) => {
    const [next, after] = tokens.slice(at + 1, at + 3);
    if (token.kind !== 'name' || !next) return;
    const defines = /^(def|function|fn)$/.test(token.text) && next.kind === 'name' && after?.text === '(';
    if (defines) found.set(next.text, parametersAt(tokens, at + 2));
    const assigned = next.text === '=' ? assignedParameters(tokens, at + 2) : undefined;
    if (assigned) found.set(token.text, assigned);
  });
  return found;
}

function assignedParameters(tokens: readonly Token[], from: number): readonly string[] | undefined {
  const at = tokens[from]?.text === 'async' ? from + 1 : from;
  const first = tokens[at];
  if (first?.text === '(') return isArrow(tokens, closes(tokens, at) + 1) ? parametersAt(tokens, at) : undefined;
  if (first?.kind !== 'name') return undefined;
  if (isArrow(tokens, at + 1)) return [first.text];
  return /^(lambda|function)$/.test(first.text) ? lambdaParameters(tokens, at) : undefined;
}

function isArrow(tokens: readonly Token[], at: number): boolean {
  return tokens[at]?.text === '=' && tokens[at + 1]?.text === '>';
}

function parametersAt(tokens: readonly Token[], open: number): readonly string[] {
  const parts = splitAt(tokens.slice(open + 1, closes(tokens, open)), /^,$/);
  return parts.flatMap((part) => (part[0]?.kind === 'name' ? [part[0].text] : []));
}

/** The names after `lambda`, or in the brackets after `function`. */
export function lambdaParameters(tokens: readonly Token[], at: number): readonly string[] {
  if (tokens[at + 1]?.text === '(') return parametersAt(tokens, at + 1);
  const head = upTo(tokens, at + 1, /^:$/);
  return head.flatMap((token) => (token.kind === 'name' ? [token.text] : []));
}
