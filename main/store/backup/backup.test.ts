import { cpSync, existsSync, mkdtempSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { mkdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { FactoryEvent } from '../../../core/loop/event.ts';
import { journalMigrations, migrate } from '../migrations.ts';
import { openDatabase } from '../sqlite.ts';
import { openStore } from '../store.ts';
import { backUpIfDue } from './daily.ts';
import { goBack, wayBack } from './go-back.ts';
import { backupName } from './make.ts';
import { finishRestore, restoreBackup } from './restore.ts';

const version = '1.2.3';

function dropped(reason: string): FactoryEvent {
  return FactoryEvent.parse({
    ...{ type: 'thread.dropped', thread: 'thr_a', reason, by: { who: 'person', via: 'cli' } },
  });
}

async function store(folder = mkdtempSync(join(tmpdir(), 'teatree-backup-'))) {
  return { folder, ...(await openStore(folder, () => 1000)) };
}

async function reasonsIn(folder: string): Promise<readonly string[]> {
  const { journal, close } = await store(folder);
  const found = journal.read(0, 1000).map(({ event }) => (event.type === 'thread.dropped' ? event.reason : ''));
  close();
  return found;
}

/** A factory with a backup of two entries, a policy and a transcript, and a third entry since. */
async function backedUp() {
  const first = await store();
  first.journal.append(1, [dropped('one'), dropped('two')]);
  first.transcripts.append('run_a', { type: 'text', text: 'said', delta: false });
  writeFileSync(join(first.folder, 'policy.yaml'), 'old');
  const target = join(mkdtempSync(join(tmpdir(), 'teatree-backup-')), 'copy');
  const made = await first.backup({ target, version, full: true });
  expect(made).toMatchObject({ ok: true, value: { seq: 2, version } });
  first.journal.append(2, [dropped('three')]);
  writeFileSync(join(first.folder, 'policy.yaml'), 'new');
  first.close();
  return { folder: first.folder, target };
}

test('a backup made while the factory works holds what was recorded until then, and is restored as it was', async () => {
  const { folder, target } = await backedUp();
  const restored = await restoreBackup(target, folder, 5000);
  expect(restored.ok).toBe(true);
  expect(await reasonsIn(folder)).toEqual(['one', 'two']);
  expect(readFileSync(join(folder, 'policy.yaml'), 'utf8')).toBe('old');
  const { transcripts, close } = await store(folder);
  expect(transcripts.streams()).toEqual(['run_a']);
  close();
});

test('what a restore replaces is kept, and can be opened itself', async () => {
  const { folder, target } = await backedUp();
  const restored = await restoreBackup(target, folder, 5000);
  if (!restored.ok) throw new Error(restored.error.message);
  expect(await reasonsIn(restored.value.kept)).toEqual(['one', 'two', 'three']);
});

test.each(['aside', 'in'])('a restore cut short at step %s is finished by the next start', async (step) => {
  const { folder, target } = await backedUp();
  const other = await backedUp();
  await restoreBackup(target, folder, 5000);
  // As if it had stopped there: the copy stands ready, and for the second step what was there is moved already.
  await mkdir(join(folder, 'restoring'));
  const staged = await openStore(join(folder, 'restoring'), () => 1);
  staged.journal.append(1, [dropped('staged')]);
  staged.close();
  if (step === 'in') await rm(join(folder, 'journal.sqlite'));
  writeFileSync(join(folder, 'restoring.json'), JSON.stringify({ kept: 'replaced/x', step }));
  expect((await reasonsIn(folder))[0]).toBe('staged');
  expect(existsSync(join(folder, 'restoring'))).toBe(false);
  expect(await reasonsIn(other.folder)).toHaveLength(3);
});

test('a restore whose copy was not whole changes nothing', async () => {
  const { folder } = await backedUp();
  await mkdir(join(folder, 'restoring'));
  writeFileSync(join(folder, 'restoring', 'journal.sqlite'), 'half');
  finishRestore(folder);
  expect(await reasonsIn(folder)).toEqual(['one', 'two', 'three']);
});

test.each<readonly [string, (target: string) => void]>([
  ['one byte differs', (target) => writeFileSync(join(target, 'policy.yaml'), 'odd')],
  ['the journal is cut', (target) => writeFileSync(join(target, 'journal.sqlite'), '')],
  ['the manifest is no JSON', (target) => writeFileSync(join(target, 'backup.json'), '{')],
  ['a path leads out', (target) => writeFileSync(join(target, 'backup.json'), escaping(target))],
])('a backup of which %s is refused, and nothing changes', async (_, spoil) => {
  const { folder, target } = await backedUp();
  spoil(target);
  expect(await restoreBackup(target, folder, 5000)).toMatchObject({ ok: false, error: { code: 'backup-unusable' } });
  expect(await reasonsIn(folder)).toHaveLength(3);
});

function escaping(target: string): string {
  return readFileSync(join(target, 'backup.json'), 'utf8').replace('"policy.yaml"', '"../policy.yaml"');
}

test('a backup never replaces what is there', async () => {
  const { folder, target } = await backedUp();
  const again = await store(folder);
  expect(await again.backup({ target, version, full: false })).toMatchObject({ error: { code: 'backup-exists' } });
  again.close();
});

test('there is one backup a day, the newest seven stay, and what the person put there is left alone', async () => {
  const { folder, backup, close, journal } = await store();
  journal.append(1, [dropped('one')]);
  await mkdir(join(folder, 'backups', 'mine'), { recursive: true });
  const warnings: string[] = [];
  const day = 86_400_000;
  for (let at = day; at <= day * 10; at += day / 4)
    await backUpIfDue({ folder, version, store: { backup }, now: () => at, warn: (text) => warnings.push(text) });
  close();
  const names = readdirSync(join(folder, 'backups')).sort();
  expect(names).toHaveLength(8);
  expect(names.at(-1)).toBe('mine');
  expect(names.at(-2)).toBe(backupName(day * 10));
  expect(warnings).toEqual([]);
});

test('a folder that a newer version wrote names the way back; taking it keeps what was written, and says so once', async () => {
  const { folder, journal, backup, close } = await store();
  journal.append(1, [dropped('one')]);
  const target = join(folder, 'backups', backupName(1));
  await backup({ target, version, full: false });
  journal.append(2, [dropped('two')]);
  close();
  const database = openDatabase(join(folder, 'journal.sqlite'));
  database.exec('PRAGMA user_version = 99');
  database.close();
  // A backup of the newer version is no way back.
  await mkdir(join(folder, 'backups', backupName(2)));
  cpSync(target, join(folder, 'backups', backupName(2)), { recursive: true });
  writeFileSync(join(folder, 'backups', backupName(2), 'journal.sqlite'), 'of another version');
  const next = expect.stringContaining(`teatree restore ${target}`) as string;
  await expect(openStore(folder, () => 0)).rejects.toMatchObject({ failure: { code: 'schema-newer', next } });
  const way = await wayBack(folder);
  expect(way?.folder).toBe(target);
  if (!way) throw new Error('There is no way back');
  expect(await goBack(folder, way, 5000)).toEqual({ ok: true, value: true });
  const told: string[] = [];
  for (const _ of ['first', 'second'])
    (
      await openStore(
        folder,
        () => 0,
        (text) => told.push(text),
      )
    ).close();
  const kept = join(folder, 'replaced', readdirSync(join(folder, 'replaced'))[0] ?? '');
  expect(told).toEqual([expect.stringContaining(`TEATREE_HOME=${kept}`)]);
  expect(await reasonsIn(folder)).toEqual(['one']);
  const newer = openDatabase(join(kept, 'journal.sqlite'));
  newer.exec(`PRAGMA user_version = ${String(journalMigrations.length)}`);
  newer.close();
  expect(await reasonsIn(kept)).toEqual(['one', 'two']);
});

test('before the schema changes the journal is copied as it was', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'teatree-backup-'));
  const database = openDatabase(join(folder, 'journal.sqlite'));
  migrate(database, journalMigrations.slice(0, 1), 'x');
  database.close();
  const { close } = await store(folder);
  close();
  expect(readdirSync(join(folder, 'backups'))).toEqual([`${backupName(1000)}-schema-1`]);
  expect((await restoreBackup(join(folder, 'backups', `${backupName(1000)}-schema-1`), folder, 9)).ok).toBe(true);
});
