import { z } from 'zod';
import { Recording } from '../grading/recording.ts';

/**
 * What the scripted agent does: the calls of a recording. With `obeys` it does so only where that rule stands in what it
 * was told, and `otherwise` where it does not: an agent that follows its skill to the letter.
 */
export const Script = z.strictObject({
  recording: Recording,
  obeys: z.strictObject({ rule: z.string().trim().min(1), otherwise: Recording }).optional(),
  /** From the places of the recording to those of this trial, but for what is known only when it starts. */
  moves: z.array(z.tuple([z.string(), z.string()])).default([]),
});
export type Script = z.infer<typeof Script>;

/** Told in other lines, or with other marks around it, a rule is the same rule. */
export function partFor({ recording, obeys }: Script, told: readonly string[]): Recording {
  if (obeys === undefined) return recording;
  const rule = plainRule(obeys.rule);
  return told.some((text) => plainRule(text).includes(rule)) ? recording : obeys.otherwise;
}

/** Without what differs between two ways of writing the same rule. */
export function plainRule(text: string): string {
  return text.replace(/^\s*>/gm, ' ').replace(/[*_`]/g, '').replace(/[’‘]/g, "'").replace(/\s+/g, ' ').trim();
}
