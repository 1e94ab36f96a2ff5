import { z } from 'zod';
import type { Push } from '../../../core/contract.ts';
import type { Result } from '../../../core/result.ts';

/*
 * JSON Lines over the local socket. The client's first line is a Hello; the server answers with a Welcome or refuses
 * and closes. Then each request is answered by its id, in any order, and pushes come once they are asked for.
 */

export const PROTOCOL = 1;
/** Bytes of one line from a client: a recipe may be long, nothing else is. */
export const MAX_REQUEST_LINE = 4 * 1024 * 1024;
/** Bytes of one line from the server: a snapshot of many threads. */
export const MAX_ANSWER_LINE = 256 * 1024 * 1024;

export const Hello = z.strictObject({ protocol: z.literal(PROTOCOL), token: z.string().max(200) });

export const Request = z.union([
  z.strictObject({ id: z.number().int(), method: z.string().max(100), input: z.json() }),
  z.strictObject({ id: z.number().int(), subscribe: z.literal(true) }),
]);
export type Request = z.infer<typeof Request>;

export type Answer = { readonly id: number; readonly result: Result<unknown> };
/** Answers a Hello, or a line that is no request; after a failure the server closes. */
export type Welcome = { readonly hello: Result<{ readonly pid: number }> };
export type Pushed = { readonly push: Push };
export type FromServer = Answer | Welcome | Pushed;

/** A line as JSON; undefined when it is none. */
export function parseLine(line: string): unknown {
  try {
    return JSON.parse(line) as unknown;
  } catch {
    return undefined;
  }
}
