/** An expected failure is a value: a stable `code`, a sentence for the person, and the remedy. Bugs throw instead. */
export type Failure = {
  readonly code: string;
  readonly message: string;
  /** What the person (or the agent) can do about it. */
  readonly next?: string;
};

export type Result<T, E extends Failure = Failure> =
  { readonly ok: true; readonly value: T } | { readonly ok: false; readonly error: E };

export function ok<T>(value: T): Result<T, never> {
  return { ok: true, value };
}

export function fail<E extends Failure>(error: E): Result<never, E> {
  return { ok: false, error };
}

/** Makes the compiler list every place that must know a new member of a union. */
export function assertNever(value: never): never {
  throw new Error(`Unhandled case: ${JSON.stringify(value)}`);
}
