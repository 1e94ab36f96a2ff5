import { availableParallelism } from 'node:os';
import type { Setting } from '../hardening/settings.ts';

/** More writers of files than this wait for each other. */
const MOST = 4;
let checkouts = 0;

/**
 * Shares the processors among the checkouts that are under way: alone, one gets several writers; beside others each
 * has one, because writers of one checkout cost it a third more work than it has without them.
 * `workers` is asked for when git is called, after all that began together have begun.
 */
export async function sharingProcessors<T>(checkOut: (workers: () => Setting) => Promise<T>): Promise<T> {
  checkouts += 1;
  try {
    return await checkOut(() => {
      const share = Math.floor(availableParallelism() / checkouts);
      return ['checkout.workers', String(Math.max(1, Math.min(MOST, share)))];
    });
  } finally {
    checkouts -= 1;
  }
}
