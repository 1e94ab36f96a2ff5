import { assignments } from './assignments.ts';
import type { Finding, Span } from './finding.ts';
import { clouds } from './families/clouds.ts';
import { credentials } from './families/credentials.ts';
import { forges } from './families/forges.ts';
import { keys } from './families/keys.ts';
import { services } from './families/services.ts';
import { keyBlocks } from './key-blocks.ts';
import { literally } from './rule.ts';
import { joined } from './wrapped/concatenation.ts';
import { encodedPieces } from './wrapped/encoded.ts';

/** Findings in order, none of which overlaps another. `truncated`: the text was longer than one scan reads. */
export type Scan = { readonly findings: readonly Finding[]; readonly truncated: boolean };

/** Characters that one call reads. */
export const longestScan = 1_000_000;

const rules = [...forges, ...clouds, ...services, ...keys, ...credentials];

/** Most texts hold no anchor but a short one: one look for all the others spares a search for each. */
const isShort = (anchor: string) => anchor.length <= 2;
const shortlyAnchored = rules.filter(({ anchors }) => anchors.some(isShort));
const longAnchor = new RegExp(
  rules
    .flatMap(({ anchors }) => anchors.filter((anchor) => !isShort(anchor)))
    .map(literally)
    .join('|'),
);

/** Files of hashes: what looks random there is checked by its own tool. */
const lockFile =
  /(?:^|[\\/])(?:package-lock\.json|npm-shrinkwrap\.json|yarn\.lock|pnpm-lock\.yaml|bun\.lockb?|deno\.lock|Cargo\.lock|go\.sum|poetry\.lock|uv\.lock|pdm\.lock|Pipfile\.lock|Gemfile\.lock|composer\.lock|mix\.lock|pubspec\.lock|Podfile\.lock|flake\.lock|packages\.lock\.json|gradle\.lockfile|\.terraform\.lock\.hcl)$/i;

/**
 * The secrets in a text: known tokens, key blocks, credentials, and random values under a telling name; also when they
 * are written in base64 or as a sum of strings. Never throws, and is linear in the text.
 */
export function scanSecrets(text: string, { file = '' }: { readonly file?: string } = {}): Scan {
  const seen = text.slice(0, longestScan);
  const known = lockFile.test(file);
  const plain = known ? byPrefix(seen) : spansIn(seen);
  const wrapped = known ? [] : [...inJoined(seen), ...inEncoded(seen)];
  return { findings: located(seen, apart([...plain, ...wrapped])), truncated: seen.length < text.length };
}

/** Rules that guess from what stands around a value; all other ones know the token itself. */
const guesses =
  /^(url-password|netrc-password|npmrc-token|docker-auth|authorization-header|command-line-password|twilio-token)$/;
const longEnough = /[\w-]{20}/;

/** The kind of the first token in the text that is known by its own form, if any. Cheap where there is none. */
export function knownTokenIn(text: string): string | undefined {
  if (!longEnough.test(text)) return undefined;
  return byPrefix(text.slice(0, longestScan)).find(({ rule }) => !guesses.test(rule))?.rule;
}

const telling = /pass|pwd|secret|token|key|cred|auth|curl|login|mysql|twilio|:\/\/[^\s/@]{1,300}@/i;

/** What only looks like a secret, from what stands around it; none of it is a known token. Cheap where there is none. */
export function likelySecretsIn(text: string): readonly Finding[] {
  if (!telling.test(text)) return [];
  return scanSecrets(text).findings.filter(
    ({ rule }) => rule === 'password' || rule === 'secret-value' || guesses.test(rule),
  );
}

/** The rule of the first secret that is more than a likely value under a telling name. */
export function certainSecretIn(text: string): string | undefined {
  return scanSecrets(text).findings.find(({ rule }) => rule !== 'password' && rule !== 'secret-value')?.rule;
}

function spansIn(text: string): readonly Span[] {
  return [...byPrefix(text), ...assignments(text)];
}

function byPrefix(text: string): readonly Span[] {
  const found: Span[] = [...keyBlocks(text)];
  for (const { id, anchors, pattern, accepts } of longAnchor.test(text) ? rules : shortlyAnchored) {
    if (!anchors.some((anchor) => text.includes(anchor))) continue;
    for (const match of text.matchAll(pattern)) {
      const value = match[1] ?? match[0];
      const start = match.index + match[0].length - value.length;
      if (accepts(value)) found.push({ rule: id, start, end: start + value.length });
    }
  }
  return found;
}

function inJoined(text: string): readonly Span[] {
  const join = joined(text);
  if (!join) return [];
  return spansIn(join.text).flatMap(({ rule, start, end }) => {
    const span = { rule, start: join.origin(start), end: join.origin(end - 1) + 1 };
    // What spans no seam was seen in the plain text, and judged there.
    return span.end - span.start > end - start ? [span] : [];
  });
}

function inEncoded(text: string): readonly Span[] {
  return encodedPieces(text).flatMap(({ start, end, decoded }) => {
    const [inside] = spansIn(decoded);
    return inside ? [{ rule: inside.rule, start, end }] : [];
  });
}

/** Overlapping spans become one, under the rule of the first. */
function apart(spans: readonly Span[]): readonly Span[] {
  const sorted = [...spans].sort((a, b) => a.start - b.start || b.end - a.end);
  const merged: Span[] = [];
  for (const span of sorted) {
    const last = merged.at(-1);
    if (last && span.start < last.end) merged[merged.length - 1] = { ...last, end: Math.max(last.end, span.end) };
    else merged.push(span);
  }
  return merged;
}

function located(text: string, spans: readonly Span[]): readonly Finding[] {
  const next = (from: number) => {
    const at = text.indexOf('\n', from);
    return at === -1 ? text.length : at;
  };
  let line = 1;
  let lineEnd = next(0);
  return spans.map((span) => {
    while (lineEnd < span.start) {
      line += 1;
      lineEnd = next(lineEnd + 1);
    }
    return { ...span, line, preview: previewOf(text.slice(span.start, span.end)) };
  });
}

function previewOf(value: string): string {
  const shown = value.slice(0, Math.min(4, Math.floor(value.length / 8)));
  return `${shown}… (${String(value.length)} characters)`;
}
