import { z } from 'zod';
import type { CheckpointReason } from './checkpoint.ts';

/** How long checkpoints are kept, per thread and repo. The newest always stays while its thread is worked on. */
export const Retention = z.object({
  keep: z.number().int().min(1).max(1000).default(40),
  days: z.number().int().min(1).max(3650).default(30),
  megabytes: z.number().int().min(1).max(1_000_000).default(2048),
});
export type Retention = z.infer<typeof Retention>;

type Kept = { readonly number: number; readonly note: { readonly at: number; readonly reason: CheckpointReason } };

const dayMs = 86_400_000;

/** Which checkpoints of one thread in one repo have had their time: by age, then by number, those of the clock first. */
export function expired<T extends Kept>(
  all: readonly T[],
  { keep, days }: Pick<Retention, 'keep' | 'days'>,
  { now, finished }: { readonly now: number; readonly finished: boolean },
): readonly T[] {
  const byNumber = all.toSorted((a, b) => a.number - b.number);
  const mayGo = finished ? byNumber : byNumber.slice(0, -1);
  const old = mayGo.filter(({ note }) => note.at < now - days * dayMs);
  const young = mayGo.filter((each) => !old.includes(each)).toSorted((a, b) => rank(a) - rank(b));
  const over = Math.max(0, all.length - old.length - keep);
  return [...old, ...young.slice(0, over)];
}

function rank({ note, number }: Kept): number {
  return (note.reason === 'interval' ? 0 : 1_000_000_000) + number;
}
