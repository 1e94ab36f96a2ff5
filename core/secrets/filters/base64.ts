const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';
const values = new Map([...alphabet].map((letter, value) => [letter, value]));
values.set('-', 62);
values.set('_', 63);

/** The text that base64 (plain or URL form) stands for, when all of it is printable ASCII; else undefined. Linear. */
export function decodeBase64(encoded: string): string | undefined {
  let bits = 0;
  let held = 0;
  let text = '';
  for (const letter of encoded.replace(/=+$/, '')) {
    const value = values.get(letter);
    if (value === undefined) return undefined;
    held = (held << 6) | value;
    bits += 6;
    if (bits < 8) continue;
    bits -= 8;
    const code = (held >> bits) & 0xff;
    held &= (1 << bits) - 1;
    if (!printable(code)) return undefined;
    text += String.fromCharCode(code);
  }
  return text;
}

function printable(code: number): boolean {
  return (code >= 0x20 && code < 0x7f) || code === 9 || code === 10 || code === 13;
}
