import { appendFileSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import type { Fault } from '../fault.ts';

/** A fault that is to be tried, at a seeded moment. */
export type Trial = { readonly fault: Fault; readonly seed: number };

/** What came of a trial. */
export type Row = {
  readonly fault: string;
  readonly seed: number;
  readonly outcome: 'survived' | 'failed' | 'skipped';
  /** Why it failed or was skipped. */
  readonly reasons: readonly string[];
  /** Faults that had struck the same desk before, in this order. */
  readonly after?: readonly string[];
  readonly recoveryMs?: number;
  readonly goesOnMs?: number;
  readonly tookMs?: number;
  /** Entries that were told and have been compared since. */
  readonly acknowledged?: number;
  /** How many of all that were ever told on this desk are gone or changed. */
  readonly lost?: number;
};

/** What is compared when a desk is given up, in a row of its own. */
export const endOfLife = 'end-of-life';

/** Rows are written as they come, so that a suite that is cut short goes on. */
export function openResults(file: string, fresh: boolean) {
  mkdirSync(dirname(file), { recursive: true });
  if (fresh || !existsSync(file)) writeFileSync(file, '');
  return {
    add: (row: Row) => appendFileSync(file, `${JSON.stringify(row)}\n`),
    rows: (): readonly Row[] =>
      readFileSync(file, 'utf8')
        .split('\n')
        .flatMap((line) => (line ? [JSON.parse(line) as Row] : [])),
  };
}
