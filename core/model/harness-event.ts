import { z } from 'zod';
import { ToolCall } from './action.ts';
import { HarnessCapabilities } from './harness/harness-capabilities.ts';
import { Usage } from './run.ts';

export const TurnOutcome = z.enum(['completed', 'failed', 'interrupted', 'refused']);
export type TurnOutcome = z.infer<typeof TurnOutcome>;

/**
 * The one event union every harness speaks. An adapter translates its program's stream into these;
 * the transcript stores them; the board draws them. Text is untrusted.
 */
export const HarnessEvent = z.discriminatedUnion('type', [
  /** The program is up: what this session of it can do. */
  z.object({ type: z.literal('session'), can: HarnessCapabilities }),
  z.object({ type: z.literal('turn-started'), instruction: z.string() }),
  z.object({ type: z.literal('turn-ended'), outcome: TurnOutcome, summary: z.string() }),
  z.object({ type: z.literal('text'), text: z.string(), delta: z.boolean().default(false) }),
  z.object({ type: z.literal('thought'), text: z.string(), delta: z.boolean().optional() }),
  /** The call as the agent made it; its verdict follows in `permission`. `agent` names the sub-agent that made it. */
  z.object({ type: z.literal('tool-call'), call: ToolCall, agent: z.string().optional() }),
  z.object({
    type: z.literal('permission'),
    call: z.string(),
    verdict: z.enum(['allow', 'deny', 'ask']),
    rule: z.string(),
    reason: z.string(),
    notes: z.array(z.string()).optional(),
  }),
  z.object({ type: z.literal('tool-output'), call: z.string(), text: z.string() }),
  z.object({
    type: z.literal('tool-result'),
    call: z.string(),
    ok: z.boolean(),
    summary: z.string(),
    durationMs: z.number().nonnegative(),
    /** False: the program turned the call down before it asked anybody, as an unknown tool or a malformed input. */
    ran: z.boolean().optional(),
    /** The gate's decision that let it run, filled in by the factory. A result without one is ungated. */
    decision: z.string().optional(),
  }),
  z.object({ type: z.literal('question'), id: z.string(), text: z.string(), options: z.array(z.string()) }),
  z.object({
    type: z.literal('plan'),
    steps: z.array(z.object({ title: z.string(), state: z.enum(['pending', 'active', 'done']) })),
  }),
  z.object({ type: z.literal('sub-agent'), id: z.string(), title: z.string(), state: z.enum(['started', 'ended']) }),
  /** What this turn used, not a running total. No `costUsd`: the program does not say. */
  z.object({ type: z.literal('usage'), ...Usage.shape }),
  /** `retry`: it tries again by itself; with all others nothing will work before `retryAt` (ms since the epoch). */
  z.object({
    type: z.literal('limit'),
    kind: z.enum(['retry', 'rate', 'quota', 'overload', 'login']),
    message: z.string(),
    retryAt: z.number().optional(),
  }),
  /** How much of an account's allowance is used in one of its windows, and when (ms since the epoch) that begins anew. */
  z.object({
    type: z.literal('quota-window'),
    window: z.string(),
    usedPercent: z.number().optional(),
    resetsAt: z.number().optional(),
  }),
  z.object({ type: z.literal('error'), message: z.string() }),
  /** How the program works from here on, by its own name for it. */
  z.object({ type: z.literal('mode'), mode: z.string() }),
  /** What the factory did with the program that the person should know of. */
  z.object({ type: z.literal('note'), message: z.string() }),
  /** What the person or the factory said to the agent, so that a transcript reads alone. */
  z.object({ type: z.literal('message'), from: z.enum(['person', 'factory']), text: z.string() }),
]);
export type HarnessEvent = z.infer<typeof HarnessEvent>;
