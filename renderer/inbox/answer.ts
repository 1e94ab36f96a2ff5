import { toast } from 'sonner';
import type { Answer, Ask } from '../../core/model/ask.ts';
import { stuckChoices } from '../../core/model/ask.ts';
import { request } from '../window/request.ts';

/**
 * Answers every ask of a card, each for the generation that was shown. What came too late says so and changed nothing.
 * False where nothing at all was answered.
 */
export async function answerAsks(asks: readonly Ask[], answer: Answer): Promise<boolean> {
  const shown = asks.map(({ id, generation }) => ({ ask: id, generation }));
  const given = await request('asks.answerGroup', { asks: shown, answer });
  if (!given.ok) return false;
  for (const message of new Set(given.value.refused.map((refused) => refused.message))) toast.warning(message);
  return given.value.answered.length > 0;
}

/** What an answer will do, said before it is given. */
export const consequences = {
  once: 'Runs this one action now',
  thread: 'Runs it, and the same action later in this thread, without asking',
  repo: 'Shows the rule that would allow it in this repo, before it is written',
  always: 'Shows the rule that would allow it everywhere, before it is written',
  edit: 'Runs a command of yours instead, once, if the gate does not deny it',
  reject: 'The agent is told why and goes on without it',
} as const;

export const choiceConsequences: Readonly<Record<string, string>> = {
  [stuckChoices.retry]: 'Gives the agent the same instruction again',
  [stuckChoices.check]: 'Runs the checks on the same commits',
  [stuckChoices.goOn]: 'Leaves these files out of the change set',
  [stuckChoices.leave]: 'Nothing runs until you say so',
};
