import type { Token } from './tokens.ts';

/** Splits at signs outside brackets. */
export function splitAt(tokens: readonly Token[], sign: RegExp): readonly (readonly Token[])[] {
  const parts: Token[][] = [[]];
  let depth = 0;
  for (const token of tokens) {
    const isSign = token.kind === 'sign';
    const closing = isSign && /[\])}]/.test(token.text);
    if (isSign && /[[({]/.test(token.text)) depth += 1;
    if (closing) depth -= 1;
    const outside = closing ? depth < 0 : depth === 0;
    if (outside && isSign && sign.test(token.text)) parts.push([]);
    else parts.at(-1)?.push(token);
  }
  return parts;
}

/** What stands before the first such sign outside brackets. */
export function upTo(tokens: readonly Token[], from: number, sign: RegExp): readonly Token[] {
  let depth = 0;
  for (let at = from; at < tokens.length && at < from + longest; at += 1) {
    const token = tokens[at];
    if (token?.kind !== 'sign') continue;
    const closing = /[\])}]/.test(token.text);
    if (/[[({]/.test(token.text)) depth += 1;
    if (closing) depth -= 1;
    if ((closing ? depth < 0 : depth === 0) && sign.test(token.text)) return tokens.slice(from, at);
  }
  return tokens.slice(from, from + longest);
}

const longest = 200;

/** Where the bracket at `at` is closed; behind the end when it is not. */
export function closes(tokens: readonly Token[], at: number): number {
  return pairsOf(tokens)[at] ?? tokens.length;
}

/** Where the bracket that ends at `at` begins. */
export function opens(tokens: readonly Token[], at: number): number {
  return pairsOf(tokens)[at] ?? 0;
}

const known = new WeakMap<readonly Token[], readonly (number | undefined)[]>();

/** The other end of every bracket: read once, or following many brackets would cost the square of the code's length. */
function pairsOf(tokens: readonly Token[]): readonly (number | undefined)[] {
  const before = known.get(tokens);
  if (before) return before;
  const pairs: (number | undefined)[] = [];
  const open: number[] = [];
  tokens.forEach((token, at) => {
    if (token.kind !== 'sign') return;
    if (/[[({]/.test(token.text)) open.push(at);
    const start = /[\])}]/.test(token.text) ? open.pop() : undefined;
    if (start === undefined) return;
    pairs[at] = start;
    pairs[start] = at;
  });
  known.set(tokens, pairs);
  return pairs;
}
