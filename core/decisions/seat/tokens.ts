import { onOneLine } from '../../brief/quote.ts';

/**
 * How many tokens a text takes, guessed on the safe side of what the tokenizers in use make of it: words are cheap, ids and
 * signs are not, and a sign of another script is a token or more by itself.
 */
export function tokensOf(text: string): number {
  let tokens = 0;
  for (const [part] of text.matchAll(/[A-Za-z0-9_]+|[^A-Za-z0-9_]/gu)) tokens += tokensOfPart(part);
  return Math.ceil(tokens);
}

function tokensOfPart(part: string): number {
  const code = part.codePointAt(0) ?? 0;
  if (part === ' ') return 0.35;
  if (code < 0x80) return part.length * (/^[A-Za-z]+$/.test(part) ? 0.35 : 0.7);
  if (code < 0x800) return 1;
  if (code >= 0x1_0000) return 3;
  return isEastAsian(code) ? 1.2 : 2.2;
}

/** Common enough that tokenizers have learnt most of its signs: kana, ideographs, hangul, their punctuation. */
function isEastAsian(code: number): boolean {
  return (code >= 0x3000 && code <= 0x9fff) || (code >= 0xac00 && code <= 0xd7af) || code >= 0xff00;
}

/** A text on one line, cut where it would pass so many characters or tokens. */
export function lineWithin(text: string, { characters, tokens }: { characters: number; tokens: number }): string {
  let line = onOneLine(text, characters);
  while (tokensOf(line) > tokens) line = onOneLine(text, Math.max(1, Math.floor(line.length * 0.8)));
  return line;
}
