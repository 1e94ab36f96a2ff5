import { resolve } from 'node:path';
import { ok } from '../../../core/result.ts';
import { sizeText } from '../../../core/views/text/size.ts';
import type { Command } from '../command-line/command.ts';
import { openHomeFolder } from '../../store/home-folder.ts';
import { acquireLock } from '../../store/instance-lock.ts';
import { snapshotThere } from '../factory/snapshot-there.ts';
import { clean } from '../screen.ts';

const pageSize = 1000;

const backup: Command = {
  name: 'backup',
  about: 'Copy everything teatree remembers to a new folder; the factory works on',
  positionals: [{ name: 'FOLDER', about: 'is created; default teatree-backup-TIME here', optional: true }],
  async run({ args, screen, connect }) {
    const stamp = new Date().toISOString().replaceAll(':', '-');
    const to = resolve(args.optional('FOLDER') ?? `teatree-backup-${stamp}`);
    const connection = await connect('record');
    if (!connection.ok) return connection;
    const made = await connection.value.call('backups.make', { to });
    if (!made.ok) return made;
    const { folder, seq, bytes } = made.value;
    screen.print(made.value, `${clean(folder)}: entries up to ${String(seq)}, ${sizeText(bytes)}`);
    return ok(0);
  },
};

const restore: Command = {
  name: 'restore',
  about: 'Put a backup in the place of what teatree remembers; what was there is kept',
  positionals: [{ name: 'FOLDER', about: 'a backup; those made by themselves are in backups/ of the data folder' }],
  async run({ args, screen }) {
    const home = openHomeFolder();
    if (!home.ok) return home;
    const lock = acquireLock(home.value, { pid: process.pid, startedAt: Date.now(), kind: 'headless' });
    if (!lock.ok) return lock;
    try {
      const { restoreBackup } = await import('../../store/backup/restore.ts');
      const restored = await restoreBackup(resolve(args.positional('FOLDER')), home.value, Date.now());
      if (!restored.ok) return restored;
      const { kept, manifest } = restored.value;
      const text = `Restored: entries up to ${String(manifest.seq)}. What was there is kept in ${clean(kept)}`;
      screen.print({ seq: manifest.seq, at: manifest.at, kept }, text);
      return ok(0);
    } finally {
      lock.value.release();
    }
  },
};

const exportAll: Command = {
  name: 'export',
  about: 'Write everything that was recorded as JSON Lines: settings, entries, transcripts',
  options: { 'no-transcripts': { about: 'leave out what agents and checks said' } },
  async run({ args, screen, connect }) {
    const there = await snapshotThere(connect);
    if (!there.ok) return there;
    const { call, snapshot } = there.value;
    const write = (line: unknown): void => screen.print(line, JSON.stringify(line));
    const { settings, app, seq } = snapshot;
    write({ kind: 'teatree', format: 1, version: app.version, seq });
    write({ kind: 'settings', settings });
    for (let after = 0; ;) {
      const page = await call('journal.read', { after, limit: pageSize });
      if (!page.ok) return page;
      for (const entry of page.value) write({ kind: 'entry', ...entry });
      const last = page.value.at(-1);
      if (!last) break;
      after = last.seq;
    }
    if (args.has('no-transcripts')) return ok(0);
    const streams = await call('transcripts.streams', {});
    if (!streams.ok) return streams;
    for (const stream of streams.value) {
      for (let after = 0; ;) {
        const page = await call('transcripts.read', { stream, after, limit: pageSize });
        if (!page.ok) return page;
        for (const item of page.value) write({ kind: 'transcript', stream, ...item });
        const last = page.value.at(-1);
        if (!last) break;
        after = last.seq;
      }
    }
    return ok(0);
  },
};

export const backupCommands = [backup, restore, exportAll];
