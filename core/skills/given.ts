import { z } from 'zod';

/** A skill that a run was given: what it read is what the hash names. `from`: the repo that brought it. */
export const GivenSkill = z.object({
  name: z.string().max(64),
  hash: z.string().max(64),
  from: z.string().max(200).optional(),
});
export type GivenSkill = z.infer<typeof GivenSkill>;
