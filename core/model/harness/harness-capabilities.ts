import { z } from 'zod';

/** What the running program said it can do, so that nothing is offered that does not work. */
export const HarnessCapabilities = z.object({
  /** Understands free-text messages from the person. */
  messages: z.boolean(),
  /** When a message said during a turn reaches the model. */
  steer: z.enum(['tool-boundary', 'next-turn']),
  /** Can take up the same session again after its process died. */
  resume: z.boolean(),
  /** Reports what a turn cost in money; tokens alone do not count. */
  cost: z.boolean(),
  /** The program lives on between turns. */
  keepsAlive: z.boolean(),
  /** How a call reaches the gate, and with it whether every call does. */
  gate: z.enum(['callback', 'hook', 'plugin', 'permission']),
  /** How the reason of a denial reaches the model. */
  denyReason: z.enum(['native', 'next-prompt']),
  /** Can be handed another command than the one it asked leave for. */
  edit: z.boolean(),
  /** False: it cannot be made to try the canary, so only what it does tells whether its gate holds. */
  provable: z.boolean(),
});
export type HarnessCapabilities = Readonly<z.infer<typeof HarnessCapabilities>>;
