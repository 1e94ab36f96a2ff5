import { z } from 'zod';

export const text = z.string().trim().min(1, 'is empty').max(2000);
export const slug = z
  .string()
  .regex(/^[a-z][a-z0-9-]{1,60}$/, 'must be lower-case words with dashes, such as commits-in-worktree');
/** Within a folder that is given. */
export const path = z
  .string()
  .min(1)
  .max(300)
  .refine((each) => !each.startsWith('/') && !each.split('/').includes('..'), 'must stay inside the workspace');
