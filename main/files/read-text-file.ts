import { readFile } from 'node:fs/promises';
import { fail, ok } from '../../core/result.ts';
import type { Result } from '../../core/result.ts';

/** What a file that somebody named says. That it is not there or cannot be read is a failure that names it. */
export async function readTextFile(file: string): Promise<Result<string>> {
  const read = await readTextIfThere(file);
  if (!read.ok) return read;
  return read.value === null
    ? fail({ code: 'file-unreadable', message: `${file} does not exist`, next: 'Check the path' })
    : ok(read.value);
}

/** Null where there is no such file; one that cannot be read is not one that is not there. */
export async function readTextIfThere(file: string): Promise<Result<string | null>> {
  try {
    return ok(await readFile(file, 'utf8'));
  } catch (error) {
    if (!(error instanceof Error) || !('code' in error)) throw error;
    if (error.code === 'ENOENT') return ok(null);
    const message = `${file} cannot be read (${String(error.code)})`;
    return fail({ code: 'file-unreadable', message, next: 'Check the path and its permissions' });
  }
}
