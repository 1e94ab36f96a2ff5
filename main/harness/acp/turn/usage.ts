import { z } from 'zod';
import type { HarnessEvent } from '../../../../core/model/harness-event.ts';

const tokens = z.number().nonnegative();

/** What a turn used, as the agent says when it ends. */
export const TurnUsage = z.object({ inputTokens: tokens, outputTokens: tokens, cachedReadTokens: tokens.nullish() });
type TurnUsage = z.infer<typeof TurnUsage>;

/** Turns the agent's running total of money into what each turn cost. */
export function turnCost() {
  let total = 0;
  let told = 0;
  let known = false;
  return {
    /** A resumed session may begin with what it cost before. */
    onCost(amount: number): void {
      total = amount;
      known = true;
    },
    onResumed(): void {
      told = total;
    },
    /** What the turn used; undefined when the agent says nothing of it. */
    event(usage: TurnUsage | null | undefined): HarnessEvent | undefined {
      const costUsd = known ? Math.max(0, total - told) : undefined;
      told = total;
      if (!usage && costUsd === undefined) return undefined;
      return {
        type: 'usage',
        inputTokens: usage?.inputTokens ?? 0,
        outputTokens: usage?.outputTokens ?? 0,
        ...(typeof usage?.cachedReadTokens === 'number' && { cachedTokens: usage.cachedReadTokens }),
        ...(costUsd !== undefined && { costUsd }),
      };
    },
  };
}
