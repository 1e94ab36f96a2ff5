import type { Failure } from '../../core/result.ts';

/** What `start` and `prompt` reject with: an expected failure that the person can act on. */
export class HarnessFailure extends Error implements Failure {
  readonly code: string;
  readonly next?: string;

  constructor(failure: Failure) {
    super(failure.message);
    this.name = 'HarnessFailure';
    this.code = failure.code;
    if (failure.next !== undefined) this.next = failure.next;
  }
}
