import { z } from 'zod';
import { AskId, RunId, ThreadId } from '../ids.ts';
import { ActionSummary } from './action.ts';

/** What waits for the person. `gate` holds an action, `question` holds a turn, `stuck` holds the thread. */
export const AskSubject = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('gate'),
    action: ActionSummary,
    rule: z.string(),
    reason: z.string(),
    next: z.string().optional(),
    risk: z.enum(['low', 'medium', 'high', 'critical']),
    /** What the call resembles, without part in the decision. */
    notes: z.array(z.string()).optional(),
    /** Hash of the policy that asked. */
    policy: z.string(),
  }),
  z.object({ kind: z.literal('question'), question: z.string(), text: z.string(), options: z.array(z.string()) }),
  z.object({
    kind: z.literal('stuck'),
    code: z.enum([
      'run-failed',
      'run-crashed',
      'checks-failed',
      'no-changes',
      'workspace-failed',
      'same-denial',
      'uncommitted',
      'ungated',
    ]),
    text: z.string(),
    options: z.array(z.string()).min(1),
  }),
]);
export type AskSubject = z.infer<typeof AskSubject>;

/** `thread`: the same action again in this thread. `repo` and `always` write a rule into the person's policy. */
const AnswerScope = z.enum(['once', 'thread', 'repo', 'always']);

/**
 * `approve`, `edit` and `reject` answer a gate; `choose` answers a question or a stuck thread. `edit` approves another
 * command in the place of the agent's, this once.
 */
export const Answer = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('approve'), scope: AnswerScope.default('once') }),
  z.object({ kind: z.literal('edit'), command: z.string().trim().min(1).max(10_000) }),
  z.object({ kind: z.literal('reject'), reason: z.string().max(4000).default('') }),
  z.object({ kind: z.literal('choose'), text: z.string().min(1).max(10_000) }),
]);
export type Answer = z.infer<typeof Answer>;

export const Actor = z.object({
  who: z.enum(['person', 'factory']),
  via: z.enum(['window', 'cli', 'tray', 'notification', 'rule']),
});
export type Actor = z.infer<typeof Actor>;

export const AskState = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('open') }),
  z.object({ kind: z.literal('answered'), answer: Answer, by: Actor, at: z.number() }),
  z.object({ kind: z.literal('withdrawn'), reason: z.string(), at: z.number() }),
]);
export type AskState = z.infer<typeof AskState>;

/**
 * A decision that waits for the person. An answer names the generation it was given for:
 * when the agent asks again the generation moves on and a stale click answers nothing.
 */
export type Ask = {
  readonly id: AskId;
  readonly thread: ThreadId;
  readonly run: RunId | undefined;
  readonly generation: number;
  readonly subject: AskSubject;
  readonly openedAt: number;
  readonly state: AskState;
};

/** When the safe answer is given to a question of the gate; other questions wait for ever. */
export function expiryOf({ subject, openedAt }: Ask, hours: number): number | undefined {
  return subject.kind === 'gate' ? openedAt + hours * 3_600_000 : undefined;
}

export const stuckChoices = {
  retry: 'Try again',
  check: 'Run the checks again',
  goOn: 'Go on without them',
  leave: 'Leave it stopped',
} as const;

export const OpenedAsk = z.object({ ask: AskId, thread: ThreadId, run: RunId.optional(), subject: AskSubject });
