/** Every four characters in a row, spaces counted: finds what differs in spelling, endings and joints. */
export function gramsOf(text: string): readonly string[] {
  const plain = ` ${text
    .toLowerCase()
    .replace(/[^\p{L}\p{M}\p{N}]+/gu, ' ')
    .trim()} `;
  const grams: string[] = [];
  for (let at = 0; at + 4 <= plain.length; at += 1) grams.push(plain.slice(at, at + 4));
  return grams;
}
