import { z } from 'zod';
import { RepoId, ThreadId } from '../../ids.ts';
import { method } from '../method.ts';
import type { Done } from '../method.ts';

export const TerminalId = z
  .string()
  .regex(/^term_[a-z0-9]+$/)
  .brand<'TerminalId'>();
export type TerminalId = z.infer<typeof TerminalId>;

/** `shell`: the person's own; `session`: the agent's session, in a thread that was taken over. */
const TerminalKind = z.enum(['shell', 'session']);

/** A terminal of the person in a thread's worktree. It is nobody's run: nothing in it is gated or recorded. */
export type TerminalInfo = {
  readonly terminal: TerminalId;
  readonly thread: ThreadId;
  readonly repo: RepoId;
  readonly kind: z.infer<typeof TerminalKind>;
  /** Its program has ended; what it printed stays until the terminal is closed. */
  readonly ended?: { readonly exitCode: number | undefined };
};

const terminal = TerminalId;
export const TerminalSize = z.strictObject({
  columns: z.number().int().min(2).max(1000),
  rows: z.number().int().min(1).max(500),
});
export type TerminalSize = z.infer<typeof TerminalSize>;

/** For windows alone: whoever could open a terminal from elsewhere would have a shell behind no gate. */
export const terminalMethods = {
  'terminals.list': method<readonly TerminalInfo[]>()(z.strictObject({ thread: ThreadId })),
  'terminals.open': method<TerminalInfo>()(
    z.strictObject({ thread: ThreadId, repo: RepoId, kind: TerminalKind.default('shell') }),
  ),
  /** What it printed last, up to the character `printed` of all; what comes then is pushed to this window. */
  'terminals.attach': method<{ readonly backlog: string; readonly printed: number }>()(
    z.strictObject({ terminal, size: TerminalSize }),
  ),
  'terminals.detach': method<Done>()(z.strictObject({ terminal })),
  'terminals.write': method<Done>()(z.strictObject({ terminal, text: z.string().min(1).max(65_536) })),
  'terminals.resize': method<Done>()(z.strictObject({ terminal, size: TerminalSize })),
  /** So many characters were drawn; what is not drawn for long stops the program. */
  'terminals.drawn': method<Done>()(
    z.strictObject({
      terminal,
      count: z
        .number()
        .int()
        .min(1)
        .max(1 << 24),
    }),
  ),
  'terminals.close': method<Done>()(z.strictObject({ terminal })),
} as const;

/** What a terminal printed, from the character `at` of all on. `info` comes with its end. */
export type TerminalPush = {
  readonly kind: 'terminal';
  readonly terminal: TerminalId;
  readonly at: number;
  readonly text: string;
  readonly info?: TerminalInfo;
};
