import { closeSync, openSync } from 'node:fs';
import { devNull } from 'node:os';

/** What this process may have no more of now, as the system names it, such as `EMFILE`; undefined: nothing that shows. */
export function exhausted(): string | undefined {
  try {
    closeSync(openSync(devNull, 'r'));
    return undefined;
  } catch (error) {
    return error instanceof Error && 'code' in error ? String(error.code) : undefined;
  }
}
