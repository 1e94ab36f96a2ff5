import { createHash } from 'node:crypto';
import type { CheckOutcome } from '../../core/model/check.ts';

const lastLines = 60;

/**
 * A value that is equal for the same failure: the last lines without what differs from run to run, such as times,
 * durations, process ids, hashes and temporary paths. Lines, not characters: a duration of one digit more moves none.
 */
export function failureFingerprint(outcome: CheckOutcome, output: string): string {
  const lines = output.trimEnd().split('\n').slice(-lastLines);
  const stable = lines.map(withoutChance).join('\n');
  return createHash('sha256').update(`${outcome}\n${stable}`).digest('hex').slice(0, 16);
}

function withoutChance(line: string): string {
  return line
    .replace(/\u001b\[[0-9;]*[A-Za-z]/g, '')
    .replace(/\/(tmp|var\/folders|private\/tmp)\/[^\s:'")]+/g, '/tmp/#')
    .replace(/\b\d{4}-\d\d-\d\d([T ][\d:._]+Z?)?|\b\d\d:\d\d:\d\d([.,]\d+)?\b/g, '#')
    .replace(/\b(pid|port|node)([ :=]+)\d+/gi, '$1$2#')
    .replace(/\b(duration_ms|time|elapsed|took|after|in)([ :="]+)\d[\d.]*/gi, '$1$2#')
    .replace(/\b\d+(\.\d+)?\s?(ns|[uµ]s|ms|s|secs?|seconds?|m|mins?|minutes?|h)\b/g, '#')
    .replace(/\b(?=[a-f]*\d)[0-9a-f]{7,64}\b/gi, '#');
}
