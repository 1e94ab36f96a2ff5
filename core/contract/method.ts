import type { z } from 'zod';

/** One method: the schema its input must pass, and the type of its output. JSON only, in both directions. */
export type Method<I extends z.ZodType, O> = { readonly input: I; readonly output?: O };

export function method<O>() {
  return <I extends z.ZodType>(input: I): Method<I, O> => ({ input });
}

/** The answer of a method that has nothing to tell. */
export type Done = { readonly done: true };
