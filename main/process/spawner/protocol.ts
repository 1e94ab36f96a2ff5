import { z } from 'zod';
import { WatchOrders } from '../watchdog/orders.ts';

/** What the app says to its spawner. A program is started when the request and all of its pipes have arrived. */
export const ToSpawner = z.discriminatedUnion('kind', [
  /** First: where to listen for pipes, and the word that opens. */
  z.object({ kind: z.literal('listen'), address: z.string(), token: z.string() }),
  z.object({
    kind: z.literal('fork'),
    id: z.number(),
    file: z.string(),
    args: z.array(z.string()),
    cwd: z.string(),
    env: z.record(z.string(), z.string()),
    stdin: z.enum(['pipe', 'ignore']),
    secret: z.string().optional(),
  }),
  z.object({ kind: z.literal('watch'), orders: WatchOrders }),
  /** A sign of life. `debugged`: it may be held at a breakpoint. */
  z.object({ kind: z.literal('beat'), debugged: z.boolean() }),
  z.object({ kind: z.literal('unwatch') }),
]);
export type ToSpawner = z.infer<typeof ToSpawner>;

export const FromSpawner = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('listening') }),
  z.object({ kind: z.literal('started'), id: z.number(), pid: z.number(), startedAt: z.string().optional() }),
  z.object({ kind: z.literal('failed'), id: z.number(), code: z.string(), message: z.string() }),
  z.object({
    kind: z.literal('ended'),
    id: z.number(),
    exitCode: z.number().optional(),
    signal: z.string().optional(),
  }),
]);
export type FromSpawner = z.infer<typeof FromSpawner>;

/** A pipe's first words: which descriptor of which program it is to be. Nothing follows before `started`. */
export type Hello = { readonly id: number; readonly fd: number };

export function helloLine(token: string, { id, fd }: Hello): string {
  return `${token} ${String(id)} ${String(fd)}\n`;
}

export function readHello(line: string, token: string): Hello | undefined {
  const [, word, id, fd] = /^([0-9a-f]+) (\d+) ([0-2])\n$/.exec(line) ?? [];
  return word === token ? { id: Number(id), fd: Number(fd) } : undefined;
}
