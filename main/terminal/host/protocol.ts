import { z } from 'zod';
import { TerminalSize } from '../../../core/contract/thread/terminal-methods.ts';

/** What the app says to the host of one terminal. */
export const ToHost = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('start'),
    file: z.string(),
    args: z.array(z.string()),
    cwd: z.string(),
    env: z.record(z.string(), z.string()),
    size: TerminalSize,
  }),
  z.object({ kind: z.literal('write'), text: z.string() }),
  z.object({ kind: z.literal('resize'), size: TerminalSize }),
  z.object({ kind: z.literal('drawn'), count: z.number() }),
]);
export type ToHost = z.infer<typeof ToHost>;

export const FromHost = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('printed'), text: z.string() }),
  z.object({ kind: z.literal('ended'), exitCode: z.number().optional() }),
  z.object({ kind: z.literal('failed'), message: z.string() }),
]);
export type FromHost = z.infer<typeof FromHost>;
