import type { Functions } from './functions.ts';
import type { Names, Value } from './values.ts';

/** What is at hand while names are learned. */
export type Learning = {
  readonly names: Names;
  readonly functions: Functions;
  readonly learn: (name: string, value: Value) => void;
};
