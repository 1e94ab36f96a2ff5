import { existsSync } from 'node:fs';
import { readdir, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Store } from '../store-port.ts';
import { backupName } from './make.ts';

const hour = 3_600_000;
const day = 24 * hour;
/** A short errand of the command line is over before. */
const firstAfterMs = 5 * 60_000;
const kept = { daily: 7, beforeMigration: 3 } as const;

export type DailyOptions = {
  readonly folder: string;
  readonly version: string;
  readonly store: Pick<Store, 'backup'>;
  /** The last entry of the journal. */
  readonly seq: () => number;
  readonly now: () => number;
  readonly warn: (text: string) => void;
};

/** Backs the journal and what the person wrote up once a day, in `backups/`, when something was recorded since. */
export function backUpDaily(options: DailyOptions): () => void {
  let backedUp: number | undefined;
  async function look(): Promise<void> {
    const seq = options.seq();
    if (seq === 0 || seq === backedUp) return;
    if (await backUpIfDue(options)) backedUp = seq;
  }
  const first = setTimeout(() => void look(), firstAfterMs).unref();
  const later = setInterval(() => void look(), hour).unref();
  return () => {
    clearTimeout(first);
    clearInterval(later);
  };
}

/** Whether it made one. A failure is told and tried again at the next look. */
export async function backUpIfDue({ folder, version, store, now, warn }: Omit<DailyOptions, 'seq'>): Promise<boolean> {
  const backups = join(folder, 'backups');
  const names = await namesIn(backups);
  // Names of backups begin with their time, so that they compare like it.
  if (names.daily.some((name) => name > backupName(now() - day) && name <= backupName(now()))) return false;
  const made = await store.backup({ target: join(backups, backupName(now())), version, full: false });
  if (!made.ok) warn(`The daily backup failed: ${made.error.message}`);
  if (made.ok) await prune(backups);
  return made.ok;
}

async function prune(backups: string): Promise<void> {
  const { daily, beforeMigration } = await namesIn(backups);
  for (const name of [...daily.slice(kept.daily), ...beforeMigration.slice(kept.beforeMigration)]) {
    // Renamed first: what is half deleted must not look like a backup.
    await rename(join(backups, name), join(backups, `${name}.partial`));
    await rm(join(backups, `${name}.partial`), { recursive: true, force: true });
  }
}

/** Newest first. What the person put there under another name is left alone. */
async function namesIn(backups: string) {
  const names = existsSync(backups) ? await readdir(backups) : [];
  const ours = names.filter((name) => /^\d{4}-\d\d-\d\dT[\d.-]+Z(-schema-\d+)?$/.test(name)).sort();
  const beforeMigration = ours.filter((name) => name.includes('-schema-')).reverse();
  return { daily: ours.filter((name) => !name.includes('-schema-')).reverse(), beforeMigration };
}
