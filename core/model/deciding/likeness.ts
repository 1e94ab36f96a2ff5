import { z } from 'zod';
import { ThreadId } from '../../ids.ts';
import { Evidence } from './decision.ts';

/** What makes a thread look like the same work as an earlier one. */
export const Likeness = z.object({
  to: ThreadId,
  /** Both are the same text or the work on one ticket; anything less is likeness, which proves nothing. */
  proven: z.boolean(),
  evidence: z.array(Evidence).min(1).max(10),
});
export type Likeness = z.infer<typeof Likeness>;
