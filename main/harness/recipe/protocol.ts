import { z } from 'zod';
import { ToolCall } from '../../../core/model/action.ts';
import { HarnessEvent, TurnOutcome } from '../../../core/model/harness-event.ts';
import { Instruction } from '../../../core/model/instruction.ts';

// JSON Lines between the app and its recipe agent: one message per line, this page is the whole protocol.

export const Start = z.object({
  type: z.literal('start'),
  /** The recipe's text; `file` is its name for messages. */
  recipe: z.string(),
  file: z.string(),
  inputs: z.record(z.string(), z.string()),
  workspace: z.string(),
  repos: z.array(z.object({ name: z.string(), path: z.string() })),
  /** Folder for the session file. */
  state: z.string(),
  session: z.string().optional(),
  /** A command that the gate must deny before anything else is done. */
  canary: z.string(),
});
export type Start = z.infer<typeof Start>;

const PermissionReply = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('allow'), command: z.string().optional() }),
  z.object({ kind: z.literal('deny'), message: z.string() }),
]);

export const ToAgent = z.discriminatedUnion('type', [
  Start,
  z.object({ type: z.literal('prompt'), instruction: Instruction }),
  z.object({ type: z.literal('steer'), text: z.string() }),
  z.object({ type: z.literal('cancel') }),
  z.object({ type: z.literal('permission'), call: z.string(), answer: PermissionReply }),
  z.object({ type: z.literal('answer'), question: z.string(), text: z.string() }),
  z.object({ type: z.literal('end') }),
]);
export type ToAgent = z.infer<typeof ToAgent>;

export const FromAgent = z.discriminatedUnion('type', [
  z.object({ type: z.literal('ready'), session: z.string() }),
  /** It cannot start; the agent exits after this. */
  z.object({ type: z.literal('cannot-start'), code: z.string(), message: z.string(), next: z.string().optional() }),
  z.object({ type: z.literal('event'), event: HarnessEvent }),
  /** `edit`: it would run another command in the place of the call's. */
  z.object({ type: z.literal('permission'), call: ToolCall, edit: z.boolean() }),
  z.object({
    type: z.literal('question'),
    question: z.object({ id: z.string(), text: z.string(), options: z.array(z.string()) }),
  }),
  z.object({ type: z.literal('turn-ended'), instruction: z.string(), outcome: TurnOutcome, summary: z.string() }),
]);
export type FromAgent = z.infer<typeof FromAgent>;
