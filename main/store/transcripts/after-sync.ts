import { open } from 'node:fs/promises';
import type { FileHandle } from 'node:fs/promises';
import { setTimeout as pause } from 'node:timers/promises';

const retryAfterMs = 1000;
/** An opening costs more than a sync, and an agent that writes goes on writing. */
const keptOpenMs = 1000;

/**
 * Calls back, in order, once everything that is in the file by now is on the disk. Another thread does the waiting, one
 * sync at a time for all who ask: a slow disk makes nobody's loop stand. What the disk refuses is tried again.
 */
export function afterSync(file: string): (tell: () => void) => void {
  const waiting: (() => void)[] = [];
  let syncing = false;
  let kept: FileHandle | undefined;
  let closing: NodeJS.Timeout | undefined;

  async function serve(): Promise<void> {
    syncing = true;
    clearTimeout(closing);
    while (waiting.length > 0) {
      const served = waiting.length;
      if (!(await isSynced())) await pause(retryAfterMs, undefined, { ref: false });
      else for (const tell of waiting.splice(0, served)) tell();
    }
    syncing = false;
    closing = setTimeout(() => void letGo(), keptOpenMs).unref();
  }

  async function isSynced(): Promise<boolean> {
    try {
      kept ??= await open(file, 'r+');
      await kept.datasync();
      return true;
    } catch (error) {
      await letGo();
      if (!(error instanceof Error && 'code' in error)) throw error;
      // The last connection brings the whole log to the disk before it deletes it.
      return error.code === 'ENOENT';
    }
  }

  /** What a handle that is closed could still say was said by its syncs. */
  async function letGo(): Promise<void> {
    const handle = kept;
    kept = undefined;
    await handle?.close().catch(() => undefined);
  }

  return (tell) => {
    waiting.push(tell);
    if (!syncing) void serve();
  };
}
