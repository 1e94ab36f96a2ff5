import type { Span } from './finding.ts';
import { entropy } from './filters/entropy.ts';

const opening = /-----BEGIN (?:[A-Z0-9]{1,16} ){0,4}PRIVATE KEY(?: BLOCK)?-----|PuTTY-User-Key-File-\d: /g;
const closing = '-----END ';
const longestBlock = 20_000;
const shortestBody = 60;

/** PEM, OpenSSH, PGP and PuTTY private keys, also inside a string or a diff. A bare heading is none. */
export function keyBlocks(text: string): readonly Span[] {
  const found: Span[] = [];
  let past = 0;
  let end = -1;
  for (const { 0: head, index } of text.matchAll(opening)) {
    if (index < past) continue;
    const body = index + head.length;
    if (end < body) end = closingAfter(text, body);
    const stop = Math.min(end, body + longestBlock);
    if (!isKey(text.slice(body, stop))) continue;
    past = stop === end && end < text.length ? endOfLine(text, end) : stop;
    found.push({ rule: 'private-key', start: index, end: past });
  }
  return found;
}

function closingAfter(text: string, from: number): number {
  const at = text.indexOf(closing, from);
  return at === -1 ? text.length : at;
}

function endOfLine(text: string, from: number): number {
  const label = /^-----END [A-Z0-9 ]{1,60}-----/.exec(text.slice(from, from + 100))?.[0];
  return from + (label?.length ?? closing.length);
}

/** Enough of the first lines must look like base64; a sentence about keys does not. */
function isKey(body: string): boolean {
  const own = body.slice(0, 800).split('-----BEGIN', 1)[0] ?? '';
  const letters = own.replace(/\\[nr]|[\s"'`+,\\-]/g, '');
  const run = /[A-Za-z0-9/=]{60,}/.exec(letters)?.[0];
  return run !== undefined && run.length >= shortestBody && entropy(run) > 4 && !/EXAMPLE|xxxx/i.test(run.slice(0, 64));
}
