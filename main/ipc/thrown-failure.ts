import { fail } from '../../core/result.ts';
import type { Result } from '../../core/result.ts';
import { StoreError } from '../store/store-error.ts';

/** The failure inside an error the person can act on, as a value; anything else is a bug and is thrown on. */
export function failureOf(error: unknown): Result<never> {
  if (error instanceof StoreError) return fail(error.failure);
  throw error;
}
