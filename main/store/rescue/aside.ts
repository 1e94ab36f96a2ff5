import { existsSync, mkdirSync, readdirSync, renameSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';

/** Moves a database and what belongs to it to a folder of its own, with the reason beside it; answers that folder. */
export function keepAside(files: readonly string[], why: { readonly at: number; readonly text: string }): string {
  const [first = ''] = files;
  const stamp = new Date(why.at).toISOString().replaceAll(':', '-');
  const kept = unused(join(dirname(first), 'damaged', `${stamp}-${basename(first)}`));
  mkdirSync(kept, { recursive: true, mode: 0o700 });
  for (const file of files)
    for (const suffix of ['', '-wal', '-shm'])
      if (existsSync(file + suffix)) renameSync(file + suffix, join(kept, basename(file) + suffix));
  writeFileSync(join(kept, 'reason.txt'), `${why.text}\n`, { mode: 0o600 });
  return kept;
}

function unused(path: string): string {
  for (let n = 1, free = path; ; n += 1, free = `${path}-${String(n)}`) if (!existsSync(free)) return free;
}

/** Journals of the backups kept in the data folder, newest first. Their folders are named by time. */
export function backupsIn(folder: string): readonly string[] {
  const backups = join(folder, 'backups');
  if (!existsSync(backups)) return [];
  const journals = readdirSync(backups).map((name) => join(backups, name, 'journal.sqlite'));
  return journals.filter(existsSync).sort().reverse();
}
