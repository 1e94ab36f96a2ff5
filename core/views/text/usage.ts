import { addUsage } from '../../model/run.ts';
import type { Usage } from '../../model/run.ts';
import type { Thread } from '../../model/thread.ts';

/** `12 400 in (9 000 cached) · 830 out · $0.04`; a cost nobody named is called unknown, because that is not zero. */
export function usageText({ inputTokens, outputTokens, cachedTokens, costUsd }: Usage): string {
  const cached = cachedTokens === undefined || cachedTokens === 0 ? '' : ` (${grouped(cachedTokens)} cached)`;
  const parts = [`${grouped(inputTokens)} in${cached}`, `${grouped(outputTokens)} out`];
  return [...parts, costUsd === undefined ? 'cost unknown' : costText(costUsd)].join(' · ');
}

/** Undefined when no harness said anything. */
export function totalUsage(runs: readonly { readonly usage?: Usage }[]): Usage | undefined {
  return runs.reduce<Usage | undefined>((total, { usage }) => (usage ? addUsage(total, usage) : total), undefined);
}

/** What a thread used: its work, and the reviews of it. */
export function usageOf({ runs, reviews }: Pick<Thread, 'runs' | 'reviews'>): Usage | undefined {
  return totalUsage([...runs, ...reviews.flatMap((review) => review.runs)]);
}

/** Two digits that mean something: a turn may cost a fraction of a cent. */
export function costText(costUsd: number): string {
  return costUsd === 0 || costUsd >= 0.1 ? `$${costUsd.toFixed(2)}` : `$${costUsd.toPrecision(2)}`;
}

/** Thin spaces between thousands. */
function grouped(count: number): string {
  return String(Math.round(count)).replace(/\B(?=(\d{3})+$)/g, '\u2009');
}
