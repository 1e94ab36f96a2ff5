import { toast } from 'sonner';
import type { Answer, Ask } from '../../core/model/ask.ts';
import { stuckChoices } from '../../core/model/ask.ts';
import { bridge } from '../bridge.ts';

/** Answers every ask of a card, each for the generation that was shown. What came too late says so and changed nothing. */
export async function answerAsks(asks: readonly Ask[], answer: Answer): Promise<void> {
  for (const ask of asks) {
    const result = await bridge().call('asks.answer', { ask: ask.id, generation: ask.generation, answer });
    if (!result.ok) toast.warning(result.error.message, { description: result.error.next });
  }
}

/** What an answer will do, said before it is given. */
export const consequences = {
  once: 'Runs this one action now',
  thread: 'Runs it, and the same action later in this thread, without asking',
  reject: 'The agent is told why and goes on without it',
} as const;

export const choiceConsequences: Readonly<Record<string, string>> = {
  [stuckChoices.retry]: 'Gives the agent the same instruction again',
  [stuckChoices.check]: 'Runs the checks on the same commits',
  [stuckChoices.goOn]: 'Leaves these files out of the change set',
  [stuckChoices.leave]: 'Nothing runs until you say so',
};
