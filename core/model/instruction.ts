import { z } from 'zod';
import { InstructionId } from '../ids.ts';

export const CheckFailure = z.object({ repo: z.string(), check: z.string(), output: z.string() });
export type CheckFailure = z.infer<typeof CheckFailure>;

/**
 * What a message does to a turn that is under way. `steer`: reaches the agent at its next tool boundary, where the
 * harness can; `queue`: becomes the next turn; `replace`: stops the turn and takes its place.
 */
export const Delivery = z.enum(['steer', 'queue', 'replace']);

/** One thing the agent is asked to do; each becomes one turn. */
export const Instruction = z.object({
  id: InstructionId,
  kind: z.enum(['goal', 'message', 'check-failure']),
  text: z.string().min(1).max(100_000),
  delivery: Delivery.optional(),
  /** For `check-failure`: what failed, so that a recipe can match it without reading prose. */
  failures: z.array(CheckFailure).optional(),
});
export type Instruction = z.infer<typeof Instruction>;
