import { open } from 'node:fs/promises';

/**
 * Calls back, in order, once everything that is in the file by now is on the disk. Another thread does the waiting, one
 * sync at a time for all who ask: a slow disk makes nobody's loop stand.
 */
export function afterSync(file: string): (tell: () => void) => void {
  let waiting: (() => void)[] = [];
  let syncing = false;

  async function serve(): Promise<void> {
    syncing = true;
    try {
      while (waiting.length > 0) {
        const served = waiting;
        waiting = [];
        await sync(file);
        for (const tell of served) tell();
      }
    } finally {
      syncing = false;
    }
  }

  return (tell) => {
    waiting.push(tell);
    if (!syncing) void serve();
  };
}

async function sync(file: string): Promise<void> {
  try {
    const handle = await open(file, 'r+');
    try {
      await handle.datasync();
    } finally {
      await handle.close();
    }
  } catch (error) {
    // The last connection brings the whole log to the disk before it deletes it.
    if (!(error instanceof Error && 'code' in error && error.code === 'ENOENT')) throw error;
  }
}
