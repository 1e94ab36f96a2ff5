import { added, countsOf, countWords } from '../statistics/counts.ts';
import type { Counts } from '../statistics/counts.ts';
import { fisher } from '../statistics/fisher.ts';
import type { Series } from '../statistics/nightly.ts';
import { wilson } from '../statistics/wilson.ts';
import type { Interval } from '../statistics/wilson.ts';

/** What a skill does to the scenarios that were tried with and without it. */
export type SkillEffect = {
  readonly skill: string;
  readonly with: Counts & { readonly interval: Interval; readonly usd: number };
  readonly without: Counts & { readonly interval: Interval; readonly usd: number };
  /** How likely the skill would seem to help so much, or more, if it did nothing. */
  readonly chance: number;
  readonly words: string;
};

type Tried = { readonly series: Series; readonly usd: { readonly with: number; readonly without: number } };

const none: Counts = { passed: 0, trials: 0 };

/** `baseline` are the trials without it; each scenario was tried in turns, so a bad hour of a model weighs on both. */
export function effectOf(skill: string, tried: readonly Tried[]): SkillEffect {
  const helped = tried.map(({ series }) => countsOf([...series.first, ...series.second])).reduce(added, none);
  const alone = tried.map(({ series }) => countsOf(series.baseline)).reduce(added, none);
  const chance = fisher(helped, alone);
  const usd = (side: 'with' | 'without') => tried.reduce((sum, each) => sum + each.usd[side], 0);
  return {
    ...{ skill, chance, words: inWords(helped, alone, chance) },
    with: { ...helped, interval: wilson(helped), usd: usd('with') },
    without: { ...alone, interval: wilson(alone), usd: usd('without') },
  };
}

function inWords(helped: Counts, alone: Counts, chance: number): string {
  const said = chance < 0.05 ? 'it helps' : 'chance explains the difference';
  return `${countWords(helped)} with it, ${countWords(alone)} without: ${said}`;
}
