import { z } from 'zod';

/** What a watchdog has to know of the app it watches. */
export const WatchOrders = z.object({
  /** How long the app may give no sign of life. */
  limitMs: z.number().positive(),
  /** Gets a line of JSON for each hang. */
  record: z.string(),
  /** How the app is started again. Its environment never leaves memory. */
  restart: z.object({
    file: z.string(),
    args: z.array(z.string()),
    cwd: z.string(),
    env: z.record(z.string(), z.string()),
  }),
});
export type WatchOrders = z.infer<typeof WatchOrders>;

/** One hang, as it is recorded. */
export const Hang = z.object({
  at: z.string(),
  pid: z.number(),
  silentMs: z.number(),
  restarted: z.boolean(),
  why: z.string(),
});
export type Hang = z.infer<typeof Hang>;
