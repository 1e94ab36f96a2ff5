import { z } from 'zod';

/** `P0` stops the line: everything else waits for it. */
export const Priority = z.enum(['P0', 'P1', 'P2', 'P3', 'P4']);
export type Priority = z.infer<typeof Priority>;

/** Effort compared with other threads, from an errand to the largest that should be one thread. */
export const Size = z.literal([1, 2, 3, 5, 8]);
export type Size = z.infer<typeof Size>;

const boost = z.number().min(-100).max(100);

/** What is thought of a thread's weight. It decides when the thread's turn comes, and nothing else. */
export const Triage = z.object({
  priority: Priority.default('P2'),
  size: Size.default(3),
  /** Milliseconds since the epoch. */
  due: z.number().optional(),
  /** Points that the person adds or takes away. */
  boost: boost.default(0),
  /** Whenever there is room; a share of the places is kept for such work. */
  background: z.boolean().default(false),
  /** Pinned threads come first, the smallest number before all. */
  pinned: z.number().optional(),
});
export type Triage = z.infer<typeof Triage>;

/** What nobody has triaged, and every thread of a journal older than triage. */
export const untriaged: Triage = Triage.parse({});

/** What is to be different. `due: null` takes the date away; `pinned: true` puts it before all that are pinned. */
export const TriagePatch = z.strictObject({
  priority: Priority.optional(),
  size: Size.optional(),
  due: z.number().int().positive().nullable().optional(),
  boost: boost.optional(),
  background: z.boolean().optional(),
  pinned: z.union([z.boolean(), z.number()]).optional(),
});
export type TriagePatch = z.infer<typeof TriagePatch>;
