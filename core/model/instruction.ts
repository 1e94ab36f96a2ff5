import { z } from 'zod';
import { InstructionId } from '../ids.ts';

export const CheckFailure = z.object({ repo: z.string(), check: z.string(), output: z.string() });
export type CheckFailure = z.infer<typeof CheckFailure>;

/** One thing the agent is asked to do; each becomes one turn. */
export const Instruction = z.object({
  id: InstructionId,
  kind: z.enum(['goal', 'message', 'check-failure']),
  text: z.string().min(1).max(100_000),
  /** For `check-failure`: what failed, so that a recipe can match it without reading prose. */
  failures: z.array(CheckFailure).optional(),
});
export type Instruction = z.infer<typeof Instruction>;
