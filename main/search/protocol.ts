import type { InsightsAnswer, SearchAnswer } from '../../core/contract/search-methods.ts';
import type { WantedChange } from './changes.ts';
import type { Wanted } from './find.ts';

/** To the worker. `grown`: transcripts that have more since the last question. */
export type Question =
  | { readonly kind: 'find'; readonly id: number; readonly grown: readonly string[]; readonly wanted: Wanted }
  | {
      readonly kind: 'insights';
      readonly id: number;
      readonly grown: readonly string[];
      readonly days: number;
      readonly now: number;
    }
  | { readonly kind: 'change'; readonly change: WantedChange; readonly diff: string | undefined };

/** From the worker. `wants`: commits whose text it does not have. */
export type Answer =
  | { readonly kind: 'answer'; readonly id: number; readonly value: SearchAnswer | InsightsAnswer }
  | { readonly kind: 'wants'; readonly changes: readonly WantedChange[] };
