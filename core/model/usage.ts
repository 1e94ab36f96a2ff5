import { z } from 'zod';

/** What turns used. `costUsd` is there only when the harness said so: unknown is not zero. */
export const Usage = z.object({
  inputTokens: z.number(),
  outputTokens: z.number(),
  cachedTokens: z.number().optional(),
  costUsd: z.number().optional(),
});
export type Usage = z.infer<typeof Usage>;

export function addUsage(a: Usage | undefined, b: Usage): Usage {
  return {
    inputTokens: (a?.inputTokens ?? 0) + b.inputTokens,
    outputTokens: (a?.outputTokens ?? 0) + b.outputTokens,
    ...sum('cachedTokens', a?.cachedTokens, b.cachedTokens),
    ...sum('costUsd', a?.costUsd, b.costUsd),
  };
}

/** Over all runs of a thread; undefined when no harness said anything. */
export function totalUsage(runs: readonly { readonly usage?: Usage }[]): Usage | undefined {
  return runs.reduce<Usage | undefined>((total, { usage }) => (usage ? addUsage(total, usage) : total), undefined);
}

function sum(name: 'cachedTokens' | 'costUsd', a: number | undefined, b: number | undefined): Partial<Usage> {
  return a === undefined && b === undefined ? {} : { [name]: (a ?? 0) + (b ?? 0) };
}
