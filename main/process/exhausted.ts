import { open } from 'node:fs/promises';
import { devNull } from 'node:os';

/** What this process may have no more of now, as the system names it, such as `EMFILE`; undefined: nothing that shows. */
export async function exhausted(): Promise<string | undefined> {
  try {
    const file = await open(devNull, 'r');
    await file.close();
    return undefined;
  } catch (error) {
    return error instanceof Error && 'code' in error ? String(error.code) : undefined;
  }
}
