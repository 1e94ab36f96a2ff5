/** Every four characters in a row, spaces counted: finds what differs in spelling, endings and joints. */
export function gramsOf(text: string): readonly string[] {
  const plain = ` ${text
    .toLowerCase()
    .replace(/[^\p{L}\p{M}\p{N}]+/gu, ' ')
    .trim()} `;
  return Array.from({ length: Math.max(0, plain.length - 3) }, (_, at) => plain.slice(at, at + 4));
}
