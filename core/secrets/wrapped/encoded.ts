import { decodeBase64 } from '../filters/base64.ts';

export type Encoded = { readonly start: number; readonly end: number; readonly decoded: string };

const candidate = /(?<![A-Za-z0-9+/_-])[A-Za-z0-9+/_-]{20,20000}={0,2}(?![A-Za-z0-9+/_=-])/g;

/** What reads as text when it is taken for base64. Random letters hardly ever do. */
export function encodedPieces(text: string): readonly Encoded[] {
  const found: Encoded[] = [];
  for (const { 0: encoded, index } of text.matchAll(candidate)) {
    const decoded = decodeBase64(encoded);
    if (decoded !== undefined) found.push({ start: index, end: index + encoded.length, decoded });
  }
  return found;
}
