import { z } from 'zod';
import type { RepoId, ThreadId } from '../ids.ts';
import type { Insights } from '../insights/insights.ts';
import type { Part } from '../search/excerpt.ts';
import { searchKinds } from '../search/texts.ts';
import type { SearchKind } from '../search/texts.ts';
import { method } from './method.ts';

/** What is read out of everything recorded, beside the factory's work. */
export const searchMethods = {
  /** Words are beginnings of words; what stands in quotes stands there like that. Newest first. */
  'search.find': method<SearchAnswer>()(
    z.strictObject({
      text: z.string().max(500),
      kinds: z.array(z.enum(searchKinds)).min(1).max(4).optional(),
      limit: z.number().int().min(1).max(100).default(20),
    }),
  ),
  'insights.read': method<InsightsAnswer>()(
    z.strictObject({ days: z.union([z.literal(7), z.literal(30), z.literal(90)]) }),
  ),
} as const;

export type SearchAnswer = {
  readonly groups: readonly {
    readonly kind: SearchKind;
    readonly hits: readonly SearchHit[];
    readonly more: boolean;
  }[];
  /** Not everything recorded is taken up yet: asked again, there may be more. */
  readonly behind: boolean;
};

export type SearchHit = {
  readonly kind: SearchKind;
  /** Absent for what belongs to no thread, such as a rule that was added. */
  readonly thread?: ThreadId;
  readonly at: number;
  /** In a word: goal, message, said, deny … */
  readonly what: string;
  readonly parts: readonly Part[];
  /** Of a transcript: its stream and the item. */
  readonly item?: { readonly stream: string; readonly seq: number };
  readonly file?: { readonly repo: RepoId; readonly path: string };
};

export type InsightsAnswer = { readonly insights: Insights; readonly behind: boolean };
