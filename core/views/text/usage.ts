import { addUsage } from '../../model/run.ts';
import type { Run, Usage } from '../../model/run.ts';
import type { Thread } from '../../model/thread.ts';

/** `12,400 in (9,000 cached) · 830 out · $0.04`; a cost nobody named is called unknown, because that is not zero. */
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
function usageOf(thread: Pick<Thread, 'runs' | 'reviews'>): Usage | undefined {
  return totalUsage(runsOf(thread));
}

/** The same in words, also where a run said nothing of what it used; undefined where none has run. */
export function usageWords(thread: Pick<Thread, 'runs' | 'reviews'>): string | undefined {
  const runs = runsOf(thread).filter(({ usage, state }) => usage !== undefined || state.kind === 'ended');
  const total = totalUsage(runs);
  if (runs.length === 0) return undefined;
  if (!total) return unknownUsage;
  const silent = runs.filter(({ usage }) => !usage).length;
  if (silent === 0) return usageText(total);
  return `${usageText(total)} · not counting ${String(silent)} ${silent === 1 ? 'run' : 'runs'} that did not say`;
}

/** For the corner of a card: money where it is known, else tokens. */
export function shortUsage(thread: Pick<Thread, 'runs' | 'reviews'>): string | undefined {
  const total = usageOf(thread);
  if (!total) return undefined;
  const { inputTokens, outputTokens, costUsd } = total;
  return costUsd === undefined ? `${grouped(inputTokens + outputTokens)} tokens` : costText(costUsd);
}

export const unknownUsage = 'tokens and cost unknown: the agent does not say';

/** What the runs that began since then cost, as far as they said so. `silent`: how many did not. */
export function spentSince(
  threads: readonly Pick<Thread, 'runs' | 'reviews'>[],
  since: number,
): { readonly costUsd?: number; readonly silent: number } {
  const begun = (run: Run | undefined) => run !== undefined && run.startedAt >= since;
  // Most threads ended long ago: their last run tells so at once.
  const lately = threads.filter(({ runs, reviews }) => begun(runs.at(-1)) || begun(reviews.at(-1)?.runs.at(-1)));
  const runs = lately.flatMap(runsOf).filter(begun);
  const told = runs.flatMap(({ usage }) => usage?.costUsd ?? []);
  const silent = runs.length - told.length;
  return told.length === 0 ? { silent } : { costUsd: told.reduce((total, each) => total + each, 0), silent };
}

function runsOf({ runs, reviews }: Pick<Thread, 'runs' | 'reviews'>): readonly Run[] {
  return [...runs, ...reviews.flatMap((review) => review.runs)];
}

/** Two digits that mean something: a turn may cost a fraction of a cent. */
export function costText(costUsd: number): string {
  return costUsd === 0 || costUsd >= 0.1 ? `$${costUsd.toFixed(2)}` : `$${costUsd.toPrecision(2)}`;
}

function grouped(count: number): string {
  return Math.round(count).toLocaleString('en');
}
