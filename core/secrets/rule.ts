import { looksFake } from './filters/fake.ts';

/** One kind of secret. Patterns are global, and bounded in every repetition, so that a scan is linear in the text. */
export type SecretRule = {
  readonly id: string;
  /** The pattern is tried only where one of these stands in the text, letter by letter. */
  readonly anchors: readonly string[];
  /** The secret is the first group, or all of it; nothing may be matched after the secret. */
  readonly pattern: RegExp;
  /** The last word on a match. */
  readonly accepts: (value: string) => boolean;
};

/** Where a token may begin: also after an escaped line break, a percent escape and a terminal colour. */
const start = String.raw`(?<=^|[^A-Za-z0-9]|\\[nrt]|%[0-9A-F]{2}|\u001b\[[0-9;]{0,8}m)`;
const end = '(?![A-Za-z0-9])';

/** A token that is known by its beginning. `body` is the source of the pattern for what follows `prefix`. */
export function prefixed(id: string, prefix: string, body: string): SecretRule {
  return {
    id,
    anchors: [prefix],
    pattern: new RegExp(`${start}${literally(prefix)}${body}${end}`, 'gm'),
    accepts: (value) => !looksFake(value.slice(prefix.length)),
  };
}

/** A secret that is known by what stands around it. */
export function inContext(id: string, anchors: readonly string[], pattern: RegExp): SecretRule {
  return { id, anchors, pattern, accepts: (value) => !looksFake(value) };
}

/** A rule whose pattern alone says too little. */
export function only(rule: SecretRule, accepts: (value: string) => boolean): SecretRule {
  return { ...rule, accepts: (value) => rule.accepts(value) && accepts(value) };
}

/** The source of a pattern that matches just this text. */
export function literally(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
}
