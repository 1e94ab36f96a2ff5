import type { Span } from './finding.ts';
import { isChosenPassword, isRandom } from './filters/value.ts';

/** What is assigned, mapped, passed or tagged under a name that ends in such a word. */
const word =
  'passwords?|passwd|passphrase|pwd|secret|tokens?|api[_-]?key|apikey|secret[_-]?key(?:[_-]?base)?|access[_-]?key|private[_-]?key|account[_-]?key|encryption[_-]?key|signing[_-]?key|auth[_-]?key|master[_-]?key|credentials?|connection[_-]?key';
const suffix = '(?:[_-](?:prod|live|dev|staging|test|value|v?\\d{1,2}))?';
const type = '(?:[ \\t]{0,4}:[ \\t]{0,4}[A-Za-z]{1,20}(?=[ \\t]{0,4}=))?';
const sign = '(?:[ \\t]{0,20}(?:=>|:=|={1,3}|\\?=|:|\\|\\|=)[ \\t]{0,20}|[ \\t]{0,4},[ \\t]{0,4}(?=["\'`])|>)';
const quoted = '\\\\{0,3}(?<quote>["\'`])(?<inner>(?:(?!\\k<quote>)[^\\n\\\\]){6,300})';
const bare = '(?<bare>[^\\s"\'`\\\\,;<>(){}[\\]|&]{8,300})';
const assignment = new RegExp(
  `(?<![«])(?:${word})${suffix}\\\\{0,3}["'\`]?\\]?${type}${sign}(?:[rbfu]?${quoted}|${bare})`,
  'gi',
);

/** Names that end in such a word and still hold no secret. */
const harmless =
  /(?<![A-Za-z])(?:hash|digest|checksum|public|csrf|xsrf|next[_-]?page|page|continuation|cursor|sync|max|min|num|count|total|design|cancellation|cancel)[_-]?$/i;
const password = /pass|pwd/i;

/** Values of high entropy, and chosen passwords, that are assigned to a name which says that they are secret. */
export function assignments(text: string): readonly Span[] {
  const found: Span[] = [];
  for (const match of text.matchAll(assignment)) {
    const { inner, bare: plain } = match.groups ?? {};
    const value = inner ?? plain ?? '';
    const before = /[\w-]{0,40}$/.exec(text.slice(Math.max(0, match.index - 40), match.index))?.[0] ?? '';
    if (before.endsWith('-----') || harmless.test(before)) continue;
    const name = match[0].slice(0, match[0].length - value.length);
    if (!isSecretValue(value, { quoted: inner !== undefined, password: password.test(name) })) continue;
    const end = match.index + match[0].length;
    found.push({ rule: password.test(name) ? 'password' : 'secret-value', start: end - value.length, end });
  }
  return found;
}

type Place = { readonly quoted: boolean; readonly password: boolean };

function isSecretValue(value: string, place: Place): boolean {
  if (/\s/.test(value)) return false;
  if (isRandom(value)) return true;
  // Without quotes a short value is as likely to be code; a name that is a password's is the better witness.
  if (!place.password) return place.quoted && value.length >= 10 && /\d/.test(value) && isChosenPassword(value);
  return (place.quoted ? /\d|[^\w.:/-]/ : /\d/).test(value) && isChosenPassword(value);
}
