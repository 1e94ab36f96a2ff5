import { lstatSync, readdirSync } from 'node:fs';
import { join } from 'node:path';

type DiskUse = {
  /** Work that is kept: worktrees, the trash for seven days, sessions. Grows with the threads that were done. */
  readonly workMb: number;
  /** The journal twice, its backups and the transcripts. Grows with what happened. */
  readonly recordsMb: number;
  readonly otherMb: number;
};

const work = ['workspaces', 'trash', 'sessions', 'outboxes', 'scratch'];
const records = ['journal', 'transcripts', 'backups', 'damaged'];

export function diskUse(dataFolder: string): DiskUse {
  const parts = readdirSync(dataFolder).map((name) => ({ name, mb: bytesOf(join(dataFolder, name)) / 1e6 }));
  const sum = (holds: (name: string) => boolean) =>
    parts.filter(({ name }) => holds(name)).reduce((all, { mb }) => all + mb, 0);
  const isWork = (name: string) => work.includes(name);
  const isRecord = (name: string) => records.some((record) => name.startsWith(record));
  return {
    workMb: sum(isWork),
    recordsMb: sum(isRecord),
    otherMb: sum((name) => !isWork(name) && !isRecord(name)),
  };
}

/** What vanishes while it is looked at counts for nothing. */
function bytesOf(path: string): number {
  try {
    const stats = lstatSync(path);
    if (!stats.isDirectory()) return stats.blocks * 512;
    return readdirSync(path).reduce((sum, name) => sum + bytesOf(join(path, name)), 0);
  } catch {
    return 0;
  }
}
