import { z } from 'zod';
import { method } from '../method.ts';

/** What stands outside, at a forge. */
export const issueMethods = {
  /** Reads an issue through the forge's own program, if the person has it. Nothing else of ours goes there. */
  'issues.read': method<IssueRead>()(z.strictObject({ url: z.url({ protocol: /^https?$/ }).max(1100) })),
} as const;

/** Words that others wrote. Not `read`: why the link is all there is. */
export type IssueRead =
  | { readonly kind: 'read'; readonly title: string; readonly body: string }
  | { readonly kind: 'link-only'; readonly why: string };
