import { z } from 'zod';
import type { HarnessEvent } from '../../../../core/model/harness-event.ts';
import type { ClaudeProcess } from '../protocol/claude-process.ts';
import { ModelUsage } from '../protocol/wire.ts';
import type { TurnResult } from '../protocol/wire.ts';

/** The program reports totals of the whole session, earlier processes included; we tell what each turn added. */
export type UsageMeter = { used(result: TurnResult): readonly HarnessEvent[] };

export function usageMeter(atStart: Totals = nothing): UsageMeter {
  let before = atStart;
  return {
    used({ modelUsage, total_cost_usd: cost }) {
      if (!modelUsage) return [];
      const now = totalsOf(modelUsage, cost);
      const used = usedSince(before, now);
      before = now;
      return [used];
    },
  };
}

const SessionUsage = z.looseObject({
  session: z.looseObject({ total_cost_usd: z.number(), model_usage: ModelUsage }),
});

/** How much the session had used before this process. Undefined when the program does not say in time. */
export async function totalsAtStart(process: ClaudeProcess): Promise<Totals | undefined> {
  const late = new Promise<undefined>((resolve) => setTimeout(() => resolve(undefined), WITHIN_MS).unref());
  const answer = await Promise.race([process.request({ subtype: 'get_usage' }), late]);
  const usage = SessionUsage.safeParse(answer?.ok ? answer.value : undefined);
  return usage.success ? totalsOf(usage.data.session.model_usage, usage.data.session.total_cost_usd) : undefined;
}

const WITHIN_MS = 2000;

/** What a session has used so far; `costUsd` is undefined where the program did not say. */
export type Totals = {
  readonly inputTokens: number;
  readonly outputTokens: number;
  readonly cachedTokens: number;
  readonly costUsd: number | undefined;
};

const nothing: Totals = { inputTokens: 0, outputTokens: 0, cachedTokens: 0, costUsd: 0 };

/** Over all models, sub-agents included. */
function totalsOf(models: ModelUsage, costUsd: number | undefined): Totals {
  const all = Object.values(models);
  const sum = (pick: (usage: (typeof all)[number]) => number) => all.reduce((total, usage) => total + pick(usage), 0);
  return {
    inputTokens: sum((usage) => usage.inputTokens + usage.cacheCreationInputTokens),
    outputTokens: sum((usage) => usage.outputTokens),
    cachedTokens: sum((usage) => usage.cacheReadInputTokens),
    costUsd,
  };
}

/** What was used between two totals. Totals that went down were begun anew. */
function usedSince(before: Totals, now: Totals): HarnessEvent {
  const base = now.outputTokens < before.outputTokens ? nothing : before;
  const cost =
    now.costUsd === undefined || base.costUsd === undefined
      ? {}
      : { costUsd: Math.max(0, Math.round((now.costUsd - base.costUsd) * 1e9) / 1e9) };
  return {
    type: 'usage',
    inputTokens: Math.max(0, now.inputTokens - base.inputTokens),
    outputTokens: now.outputTokens - base.outputTokens,
    cachedTokens: Math.max(0, now.cachedTokens - base.cachedTokens),
    ...cost,
  };
}
