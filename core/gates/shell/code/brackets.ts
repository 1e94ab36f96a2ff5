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
