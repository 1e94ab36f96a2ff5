/**
 * Untrusted text as it may be shown: what would act on a terminal, hide, or turn the direction of reading around
 * stands there as a sign of its own. Line ends and tabs stay.
 */
export function visible(text: string): string {
  if (!suspicious.test(text)) return text;
  return text.replaceAll(/\r\n?/g, '\n').replaceAll(invisible, (character) => sign(character.codePointAt(0) ?? 0));
}

/** What a program printed: its colours are left out, anything else it would do to a terminal is shown. */
export function printed(text: string): string {
  return visible(text.replaceAll(colours, ''));
}

/** The first `limit` characters of a text that may be far too long to draw. */
export function cutAt(text: string, limit: number): { readonly text: string; readonly more: number } {
  return text.length <= limit ? { text, more: 0 } : { text: text.slice(0, limit), more: text.length - limit };
}

/** Controls (not tab and line feed), bidirectional and zero-width characters, tags and other invisible ones. */
const range =
  '\\u0000-\\u0008\\u000b-\\u001f\\u007f-\\u009f\\u00ad\\u061c\\u115f\\u1160' +
  '\\u200b\\u200c\\u200e\\u200f\\u2028-\\u202e\\u2060-\\u206f\\u3164\\ufeff\\uffa0\\ufff0-\\ufffb\\u{e0000}-\\u{e007f}';
/** The joiner belongs between the parts of an emoji and nowhere else. */
const joiner = '(?<!\\p{Extended_Pictographic}|\\p{Emoji_Modifier}|\\ufe0f)\\u200d';
const combining = '\\u034f|\\u17b4|\\u17b5|[\\u180b-\\u180f]';
const signs = `[${range}]|${combining}|${joiner}`;
const suspicious = new RegExp(signs, 'u');
const invisible = new RegExp(signs, 'gu');
const colours = new RegExp('\\u001b\\[[0-9;:]*m', 'g');

/** C0 controls have pictures of their own in Unicode; the others are named by their number. */
function sign(code: number): string {
  if (code < 0x20) return String.fromCodePoint(0x2400 + code);
  return code === 0x7f ? '␡' : `⟨U+${code.toString(16).toUpperCase().padStart(4, '0')}⟩`;
}
