import { chmod, lstat, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { ok } from '../../../core/result.ts';
import type { Result } from '../../../core/result.ts';
import { counted } from '../../../core/views/text/counted.ts';
import { backupName } from '../../store/backup/make.ts';
import { examineJournal } from '../../store/rescue/examine.ts';
import { setAside } from '../../workspace/removal/set-aside.ts';
import type { Diagnosis, Patient } from './diagnosis.ts';

const day = 86_400_000;
/** Backups are made daily while the app is open; a weekend is no reason to worry. */
const staleAfter = 3 * day;

/** What the factory remembers: that it is whole, held twice, backed up, and nobody else's to read. */
export async function lookAtRecords(patient: Patient): Promise<readonly Diagnosis[]> {
  return [...journal(patient), await backups(patient), await damaged(patient), await privacy(patient)];
}

function journal({ dataFolder, state, seq }: Patient): readonly Diagnosis[] {
  const recorded = seq();
  const { journal: file, mirrored } = examineJournal(dataFolder);
  const size = `${counted(recorded, 'entry', 'entries')}, ${counted(state.threads.size, 'thread')}, ${counted(state.repos.size, 'repo')}`;
  const whole: Diagnosis =
    file.kind === 'sound'
      ? { name: 'journal', state: 'ok', text: size }
      : {
          ...{ name: 'journal', state: 'error', text: `The journal's file is damaged: ${file.reason}` },
          next: 'Start teatree again: it is put together from its mirror and backups, and the damaged file is kept',
        };
  const behind = recorded - mirrored;
  const twice: Diagnosis =
    behind <= 0
      ? { name: 'mirror', state: 'ok', text: 'The journal’s second copy holds the same entries' }
      : {
          ...{
            name: 'mirror',
            state: 'error',
            text: `The journal’s second copy lacks ${counted(behind, 'entry', 'entries')}`,
          },
          next: 'Start teatree again: it gets what it lacks',
        };
  return [whole, twice];
}

async function backups(patient: Patient): Promise<Diagnosis> {
  const names = await readdir(join(patient.dataFolder, 'backups')).catch(() => []);
  const last = names
    .flatMap((name) => /^(\d{4}-\d\d-\d\dT\d\d)-(\d\d)-(\d\d[.\d]*Z)/.exec(name)?.slice(1, 4).join(':') ?? [])
    .sort()
    .at(-1);
  const since = last === undefined ? patient.store.journal.read(0, 1)[0]?.at : Date.parse(last);
  const text = last === undefined ? 'There is no backup yet' : `The last backup is of ${last}`;
  if (since === undefined || patient.now() - since < staleAfter) return { name: 'backups', state: 'ok', text };
  return {
    ...{ name: 'backups', state: 'warning', text },
    next: 'They are made daily while teatree runs',
    cure: { words: 'Back up now', apply: () => backUp(patient) },
  };
}

async function backUp({ store, dataFolder, version, now }: Patient): Promise<Result<string>> {
  const made = await store.backup({ target: join(dataFolder, 'backups', backupName(now())), version, full: false });
  return made.ok ? ok(`Backed up ${counted(made.value.seq, 'entry', 'entries')}`) : made;
}

/** What a start found damaged is kept; nobody but the person can say when it has had its time. */
async function damaged({ dataFolder, now }: Patient): Promise<Diagnosis> {
  const folder = join(dataFolder, 'damaged');
  const kept = await readdir(folder).catch(() => []);
  if (kept.length === 0) return { name: 'damaged files', state: 'ok', text: 'No file of the factory was ever damaged' };
  return {
    ...{ name: 'damaged files', state: 'warning', text: `${counted(kept.length, 'damaged file')} kept in ${folder}` },
    next: 'Each has its reason beside it; look what was lost, if anything',
    cure: {
      words: 'Move to the trash',
      async apply() {
        const trash = await setAside(
          dataFolder,
          kept.map((name) => join(folder, name)),
          { at: now(), why: 'Damaged files, moved by the doctor' },
        );
        return ok(`They lie in ${trash} for 7 days`);
      },
    },
  };
}

/** With the rights that each has to have. What lies in a private folder is private, whatever its own rights say. */
const PRIVATE = [
  ['.', 0o700],
  ['socket-token', 0o600],
] as const;

async function privacy({ dataFolder }: Patient): Promise<Diagnosis> {
  const open: { readonly path: string; readonly mode: number }[] = [];
  for (const [name, mode] of process.platform === 'win32' ? [] : PRIVATE) {
    const stats = await lstat(join(dataFolder, name)).catch(() => undefined);
    if (stats && (stats.mode & 0o077) !== 0) open.push({ path: join(dataFolder, name), mode });
  }
  if (open.length === 0)
    return { name: 'privacy', state: 'ok', text: 'Only you can reach the data folder and its socket' };
  return {
    ...{ name: 'privacy', state: 'error' },
    text: `Others on this machine can reach ${open.map(({ path }) => path).join(', ')}`,
    cure: {
      words: 'Take their rights away',
      async apply() {
        for (const { path, mode } of open) await chmod(path, mode);
        return ok('Only you can reach them now');
      },
    },
  };
}
