import type { Failure } from '../../core/result.ts';

/** The store cannot be used; the person can act on it. Everything else that goes wrong in a store is a bug. */
export class StoreError extends Error {
  readonly failure: Failure;

  constructor(failure: Failure, options?: ErrorOptions) {
    super(failure.message, options);
    this.failure = failure;
  }
}
