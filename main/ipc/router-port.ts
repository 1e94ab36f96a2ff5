import type { Push } from '../../core/contract.ts';
import type { Result } from '../../core/result.ts';
import type { Actor } from '../../core/model/ask.ts';

/** Who calls: one window, one CLI connection, the tray. `id` is unique per connection. */
export type Caller = { readonly id: string; readonly via: Exclude<Actor['via'], 'rule'> };

/** Validates name and input, then runs the one small handler of the method. Never throws: a bug becomes an `internal` failure, logged once. */
export type Router = {
  handle(caller: Caller, name: string, input: unknown): Promise<Result<unknown>>;
  /** Pushes to this caller: journal entries, activity, settings, and the transcripts it follows. */
  subscribe(caller: Caller, listener: (push: Push) => void): () => void;
};
