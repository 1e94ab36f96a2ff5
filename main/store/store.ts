import { join } from 'node:path';
import { createJournal } from './journal.ts';
import { takeNotice, withWayBack } from './backup/go-back.ts';
import { makeBackup } from './backup/make.ts';
import { finishRestore } from './backup/restore.ts';
import { backupsIn } from './rescue/aside.ts';
import { newestEntry } from './rescue/entries.ts';
import { openJournal } from './rescue/open-journal.ts';
import { openTranscriptFile } from './rescue/open-transcripts.ts';
import { openSettings } from './settings.ts';
import type { Store } from './store-port.ts';
import { createTranscripts } from './transcripts.ts';

/**
 * Opens everything the factory remembers in `folder`, and puts together again what is damaged; `warn` tells the
 * person of it, now and later. Throws a StoreError that they can act on.
 * The journal is fsynced per commit; transcripts right after theirs, by another thread: a power cut takes at most a moment
 * that nobody was told of.
 */
export async function openStore(folder: string, now: () => number, warn: Warn = toStderr): Promise<Store> {
  finishRestore(folder);
  const journal = await openJournal({ folder, backups: backupsIn(folder), now, warn }).catch(async (error: unknown) => {
    throw await withWayBack(error, folder);
  });
  const notice = takeNotice(folder);
  if (notice !== undefined) warn(notice);
  const transcripts = openTranscriptFile(join(folder, 'transcripts.sqlite'), now, warn);
  const { settings, warnings } = await openSettings(folder, now);
  for (const warning of warnings) warn(warning);
  const streams = createTranscripts(transcripts.database, now);
  return {
    journal: createJournal(journal, warn),
    transcripts: streams,
    settings,
    backup: ({ target, version, full }) => {
      streams.flush();
      const seq = newestEntry(journal.database)?.seq ?? 0;
      const databases = { journal: journal.database, ...(full && { transcripts: transcripts.database }) };
      return makeBackup({ folder, version, seq, at: now(), ...databases }, target);
    },
    close() {
      streams.flush();
      transcripts.close();
      journal.close();
    },
  };
}

type Warn = (text: string) => void;

const toStderr: Warn = (text) => {
  console.error(`teatree: ${text}`);
};
