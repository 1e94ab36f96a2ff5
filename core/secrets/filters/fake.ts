import { entropy } from './entropy.ts';

const words =
  /example|sample|dummy|placeholder|change[_-]?me|replace[_-]?(me|this|with)|your[_-]|redacted|insert[_-]|xxxx|notreal|not[_-]real|fake[_-]|^fake|foobar|lorem|deadbeef|abcdefgh|12345678|0123456|qwerty|hunter2$/i;
const stands = /[<>«»…]|\.\.\.|\*{3}|\$\{|\$\(|\{\{|%\(|%s|process\.env|import\.meta|os\.environ|getenv/;
const same = /(.)\1{5}/;
/** The payload of the token that jwt.io shows to everybody. */
const knownSample = /eyJzdWIiOiIxMjM0NTY3ODkw/;

/** What people write where a secret would stand: a placeholder, a variable, a sample of some manual. */
export function looksFake(value: string): boolean {
  if (words.test(value) || stands.test(value) || same.test(value) || knownSample.test(value)) return true;
  return isRepeated(value) || (value.length >= 16 && entropy(value) < 2.5);
}

/** `abcabcabcabc`: a short piece over and over. */
function isRepeated(value: string): boolean {
  for (let period = 1; period <= 8 && period * 3 <= value.length; period += 1)
    if (value.slice(period) === value.slice(0, -period)) return true;
  return false;
}
