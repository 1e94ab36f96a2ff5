import { z } from 'zod';
import { parseJson } from '../../../../core/parse-json.ts';
import { fail, ok } from '../../../../core/result.ts';
import type { Result } from '../../../../core/result.ts';

/** JSON Lines on standard input → one value a line. A line that is not what it should be refuses the whole input. */
export function readRows<T>(text: string, schema: z.ZodType<T>): Result<readonly T[]> {
  const rows: T[] = [];
  for (const [at, line] of text.split('\n').entries()) {
    if (line.trim() === '') continue;
    const row = readRow(line, at + 1, schema);
    if (!row.ok) return row;
    rows.push(row.value);
  }
  return ok(rows);
}

/** The same for input that is answered while it comes. */
export function readRow<T>(line: string, number: number, schema: z.ZodType<T>): Result<T> {
  const row = schema.safeParse(parseJson(line));
  if (row.success) return ok(row.data);
  const message = `Line ${String(number)} of the input: ${z.prettifyError(row.error).replace(/\s+/g, ' ')}`;
  return fail({ code: 'invalid-input', message, next: 'Each line is one JSON object: teatree help' });
}
