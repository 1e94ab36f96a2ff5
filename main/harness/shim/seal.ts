import { createHash } from 'node:crypto';
import { lstat, readdir, readFile, readlink } from 'node:fs/promises';
import { join } from 'node:path';
import { parseJson } from '../../../core/parse-json.ts';

/** What the gate of a run hangs on, by what it was when the run began. */
export type Seal = {
  /** Why it holds no more, once one of its files was changed, came or went; that it was put back heals nothing. */
  broken(): Promise<string | undefined>;
};

/** Files, folders with all that is in them, and paths where nothing may come to be. Links are not followed. */
export async function seal(title: string, paths: readonly string[]): Promise<Seal> {
  const before = await Promise.all(paths.map(printOf));
  let reason: string | undefined;
  return {
    async broken() {
      if (reason !== undefined) return reason;
      const now = await Promise.all(paths.map(printOf));
      const changed = paths.find((_, index) => now[index] !== before[index]);
      if (changed !== undefined) reason ??= `What holds the gate of ${title} up was changed during the run: ${changed}`;
      return reason;
    },
  };
}

/** Programs write their settings anew, with a number of the form (`$version`, `$schema`) in them: only what they say counts. */
function essence(content: Buffer): Buffer | string {
  const said = parseJson(content.toString('utf8'));
  if (typeof said !== 'object' || said === null || Array.isArray(said)) return content;
  return JSON.stringify(Object.entries(said).filter(([name]) => !name.startsWith('$')));
}

async function printOf(path: string): Promise<string> {
  try {
    const found = await lstat(path);
    if (found.isSymbolicLink()) return `link ${await readlink(path)}`;
    if (!found.isDirectory())
      return createHash('sha256')
        .update(essence(await readFile(path)))
        .digest('hex');
    const names = (await readdir(path)).toSorted();
    const inside = await Promise.all(names.map(async (name) => [name, await printOf(join(path, name))]));
    return JSON.stringify(inside);
  } catch (error) {
    // What is not there is told from what cannot be read: both change when it comes.
    return error instanceof Error && 'code' in error ? String(error.code) : 'unreadable';
  }
}
