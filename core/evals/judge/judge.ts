import { z } from 'zod';
import { slug, text } from '../scenario/words.ts';

/**
 * A model that looks at what no matcher can tell. It is asked only about what all other checks let pass: its no makes that
 * red, its yes makes nothing green, and where it cannot tell, the trial does not count.
 */
export const Judge = z.strictObject({
  /** What has to be so, in words: “The reply names the file that was not changed, and why.” */
  rubric: text,
  /** Otherwise the one that `eval run` names, or the agent that is tried. */
  harness: slug.optional(),
  model: z.string().trim().min(1).max(200).optional(),
});
export type Judge = z.output<typeof Judge>;

/** What a judge says, as it hands it in. */
export const Said = z.strictObject({
  verdict: z.enum(['pass', 'fail', 'unknown']),
  /** Word for word, from what it was shown. */
  quote: z.string().max(2000).default(''),
  reason: z.string().max(2000).default(''),
});
export type Said = z.output<typeof Said>;

/** What was said of a recording, kept in it: so it can be graded again without asking anybody. */
export const Judgement = Said.extend({
  /** By which it was judged; of another rubric it says nothing. */
  rubric: z.string(),
  harness: z.string(),
  model: z.string().optional(),
  usd: z.number().min(0).optional(),
});
export type Judgement = z.output<typeof Judgement>;
