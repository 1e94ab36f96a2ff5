import { longestScan, scanSecrets } from './scan.ts';

const mostPasses = 6;

/**
 * The text with `«secret: rule»` for each secret; doing it again changes nothing. What is longer than a scan reads is
 * left out with a note, for nobody looked at it.
 */
export function redactSecrets(text: string): string {
  if (text.length < shortest) return text;
  let clean = text;
  for (let pass = 0; pass < mostPasses; pass += 1) {
    const { findings, truncated } = scanSecrets(clean);
    if (findings.length === 0 && !truncated) return clean;
    const rest = truncated ? `\n«${String(clean.length - longestScan + noteRoom)} characters left out»` : '';
    const seen = truncated ? clean.slice(0, longestScan - noteRoom) : clean;
    clean = replaced(seen, findings) + rest;
  }
  // Each pass makes a new one: somebody built this text to outlive us.
  return scanSecrets(clean).findings.length === 0 ? clean : '«secret: nested»';
}

/**
 * The same for text whose lines count, such as a diff: as many lines as before, each beginning with the letter it began
 * with. What is longer than a scan reads is left out, as there.
 */
export function maskSecrets(text: string): string {
  if (text.length < shortest) return text;
  const { findings, truncated } = scanSecrets(text);
  if (findings.length === 0 && !truncated) return text;
  const seen = truncated ? text.slice(0, text.lastIndexOf('\n', longestScan - noteRoom) + 1) : text;
  let past = 0;
  let clean = '';
  for (const { rule, start, end } of findings) {
    if (start >= seen.length) break;
    const [first = '', ...rest] = seen.slice(start, end).split('\n');
    clean += seen.slice(past, start) + (first === '' ? '' : `«secret: ${rule}»`);
    clean += rest.map((line) => `\n${line.slice(0, 1)}«secret: ${rule}»`).join('');
    past = end;
  }
  return clean + seen.slice(past);
}

/** No rule finds anything in less. */
const shortest = 9;
const noteRoom = 1000;

function replaced(text: string, findings: ReturnType<typeof scanSecrets>['findings']): string {
  let past = 0;
  let clean = '';
  for (const { rule, start, end } of findings) {
    if (start >= text.length) break;
    clean += `${text.slice(past, start)}«secret: ${rule}»`;
    past = end;
  }
  return clean + text.slice(past);
}

/** The same in every text inside a value; what holds no secret is returned as it is, not copied. */
export function redactDeep<T>(value: T): T {
  return redactUnknown(value) as T;
}

function redactUnknown(value: unknown): unknown {
  if (typeof value === 'string') return fitted(redactSecrets(value), value);
  if (Array.isArray(value)) {
    const items: readonly unknown[] = value;
    const clean = items.map(redactUnknown);
    return clean.every((item, at) => item === items[at]) ? value : clean;
  }
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value);
  const clean = entries.map(([key, inner]) => [fitted(redactSecrets(key), key), redactNamed(key, inner)] as const);
  const same = clean.every(([key, inner], at) => key === entries[at]?.[0] && inner === entries[at]?.[1]);
  return same ? value : Object.fromEntries(clean);
}

/** A value by itself may say nothing that the name it stands under says. */
function redactNamed(name: string, value: unknown): unknown {
  const clean = redactUnknown(value);
  if (typeof clean !== 'string' || clean !== value || clean.length > longestNamed || !telling.test(name)) return clean;
  const [found] = scanSecrets(`${JSON.stringify(name)}: ${JSON.stringify(clean)}`).findings;
  return found ? fitted(`«secret: ${found.rule}»`, clean) : clean;
}

const longestNamed = 500;
const telling = /pass|pwd|secret|token|key|cred|auth/i;

/** Schemas bound the length of what is recorded; a placeholder may be longer than what it stands for. */
const neverTooLong = 100;

function fitted(clean: string, text: string): string {
  return clean === text ? text : clean.slice(0, Math.max(text.length, neverTooLong));
}
