import { open } from 'node:fs/promises';
import { setTimeout as pause } from 'node:timers/promises';

const retryAfterMs = 1000;

/**
 * Calls back, in order, once everything that is in the file by now is on the disk. Another thread does the waiting, one
 * sync at a time for all who ask: a slow disk makes nobody's loop stand. What the disk refuses is tried again.
 */
export function afterSync(file: string): (tell: () => void) => void {
  const waiting: (() => void)[] = [];
  let syncing = false;

  async function serve(): Promise<void> {
    syncing = true;
    while (waiting.length > 0) {
      const served = waiting.length;
      if (!(await isSynced(file))) await pause(retryAfterMs, undefined, { ref: false });
      else for (const tell of waiting.splice(0, served)) tell();
    }
    syncing = false;
  }

  return (tell) => {
    waiting.push(tell);
    if (!syncing) void serve();
  };
}

async function isSynced(file: string): Promise<boolean> {
  try {
    const handle = await open(file, 'r+');
    try {
      await handle.datasync();
      return true;
    } finally {
      await handle.close();
    }
  } catch (error) {
    if (!(error instanceof Error && 'code' in error)) throw error;
    // The last connection brings the whole log to the disk before it deletes it.
    return error.code === 'ENOENT';
  }
}
