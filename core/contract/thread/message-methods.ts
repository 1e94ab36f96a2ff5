import { z } from 'zod';
import { InstructionId, ThreadId } from '../../ids.ts';
import { method } from '../method.ts';
import type { Done } from '../method.ts';

const message = { thread: ThreadId, message: InstructionId };

/** What waits to be said to an agent, and what can be put into it. */
export const messageMethods = {
  'messages.edit': method<Done>()(z.strictObject({ ...message, text: z.string().trim().min(1).max(100_000) })),
  'messages.withdraw': method<Done>()(z.strictObject(message)),
  /** To stand right before another one; without it, last. */
  'messages.move': method<Done>()(z.strictObject({ ...message, before: InstructionId.optional() })),
  /** Files of the worktrees whose path has the letters in their order, the likeliest first. */
  'messages.files': method<readonly MentionedFile[]>()(
    z.strictObject({ thread: ThreadId, query: z.string().max(200), most: z.number().int().min(1).max(50).default(12) }),
  ),
  /** Puts a copy of the person's file where the thread's agents can read it; answers its path. */
  'messages.attach': method<{ readonly path: string }>()(
    z.strictObject({
      ...{ thread: ThreadId, name: z.string().min(1).max(255) },
      /** At most 5 MB. */
      base64: z.base64().max(7_000_000),
    }),
  ),
} as const;

/** `path` as an agent finds it: from its worktree, or with the repo's folder before it where there are several. */
export type MentionedFile = { readonly path: string };
