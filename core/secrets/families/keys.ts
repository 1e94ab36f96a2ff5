import { entropy } from '../filters/entropy.ts';
import { inContext, only, prefixed } from '../rule.ts';
import type { SecretRule } from '../rule.ts';

/** Tokens that carry their own meaning, and keys that fit one line. Blocks over several lines: see key-blocks.ts. */
export const keys: readonly SecretRule[] = [
  only(
    inContext('jwt', ['eyJ'], /(?<![\w-])(eyJ[\w-]{10,4000}\.eyJ[\w-]{10,8000}\.[\w-]{16,4000})(?![\w-])/g),
    (value) => entropy(value) > 3.5,
  ),
  prefixed('age-key', 'AGE-SECRET-KEY-1', '[QPZRY9X8GF2TVDW0S3JN54KHCE6MUA7L]{58}'),
];
