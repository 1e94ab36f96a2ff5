import { added, countWords } from '../statistics/counts.ts';
import type { Counts } from '../statistics/counts.ts';
import { wilson } from '../statistics/wilson.ts';
import type { Interval } from '../statistics/wilson.ts';
import { halfOf } from './triggers.ts';
import type { Half, TriggerKind } from './triggers.ts';

/** What an agent did about one prompt. */
export type TriggerTrial = { readonly kind: TriggerKind; readonly prompt: string; readonly tookUp: boolean };

export type Rate = Counts & { readonly interval: Interval };

/** How often a skill is taken up where it applies, and where it only sounds so. `passed` counts what took it up. */
export type TriggerRate = { readonly half: Half; readonly use: Rate; readonly leave: Rate };

export function triggerRate(half: Half, trials: readonly TriggerTrial[]): TriggerRate {
  const own = trials.filter(({ prompt }) => halfOf(prompt) === half);
  const rate = (kind: TriggerKind): Rate => {
    const counts = own
      .filter((trial) => trial.kind === kind)
      .map(({ tookUp }): Counts => ({ passed: tookUp ? 1 : 0, trials: 1 }))
      .reduce(added, { passed: 0, trials: 0 });
    return { ...counts, interval: wilson(counts) };
  };
  return { half, use: rate('use'), leave: rate('leave') };
}

/** “taken up for 3 of 4 that want it (30 % to 95 %), for 1 of 4 near misses (5 % to 70 %)” */
export function rateWords({ use, leave }: TriggerRate): string {
  return `taken up for ${counted(use)} that want it, for ${counted(leave)} near misses`;
}

function counted({ interval: { low, high }, ...counts }: Rate): string {
  const percent = (share: number) => `${String(Math.round(share * 100))} %`;
  const between = counts.trials === 0 ? '' : ` (${percent(low)} to ${percent(high)})`;
  return `${countWords(counts)}${between}`;
}
