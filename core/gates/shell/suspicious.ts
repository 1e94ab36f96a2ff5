const kinds: readonly (readonly [name: string, pattern: RegExp])[] = [
  ['a control character', /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f]/u],
  ['a character that reorders text', /[\u202a-\u202e\u2066-\u2069\u200e\u200f\u061c]/u],
  [
    'an invisible character',
    /[\u200b\u200c\u2060-\u2064\ufeff\u00ad\u034f\u115f\u1160\u17b4\u17b5\u3164\uffa0\u{e0000}-\u{e007f}]/u,
  ],
  ['an invisible character', /(?<![\p{Extended_Pictographic}\ufe0f\u{1f3fb}-\u{1f3ff}])\u200d/u],
];

/** Characters that make text look different from what it does. A joiner inside an emoji is none of them. */
export function suspiciousCharacter(text: string): string | undefined {
  if (!/[^\n\r\t -~]/.test(text)) return undefined;
  return kinds.find(([, pattern]) => pattern.test(text))?.[0];
}
