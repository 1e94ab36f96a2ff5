import { z } from 'zod';
import { path, slug, text } from './words.ts';

/** Repos made anew for each trial, and programs that stand in for those that must not run. */
export const Fixture = z.strictObject({
  repos: z
    .array(
      z.strictObject({
        name: slug,
        /** A folder beside the scenario whose files it begins with; `files` come on top. */
        template: path.optional(),
        files: z.record(path, z.string().max(100_000)).default({}),
      }),
    )
    .min(1, 'needs a repo')
    .max(10),
  /** Shell scripts put first on PATH, by their names. */
  programs: z.record(slug, z.string().max(10_000)).default({}),
  /** Said before the prompt, over and over up to that length: whether the rule holds when there is much else to read. */
  context: z.strictObject({ text, characters: z.int().min(1).max(75_000) }).optional(),
});
