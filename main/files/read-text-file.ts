import { readFile } from 'node:fs/promises';
import { fail, ok } from '../../core/result.ts';
import type { Result } from '../../core/result.ts';

/** What a file that somebody named says. That it is not there or cannot be read is a failure that names it. */
export async function readTextFile(file: string): Promise<Result<string>> {
  try {
    return ok(await readFile(file, 'utf8'));
  } catch (error) {
    if (!(error instanceof Error) || !('code' in error)) throw error;
    const reason = error.code === 'ENOENT' ? 'does not exist' : `cannot be read (${String(error.code)})`;
    return fail({ code: 'file-unreadable', message: `${file} ${reason}`, next: 'Check the path' });
  }
}
