import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, realpathSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { expect, test } from 'vitest';
import { homeFolder, openHomeFolder } from './home-folder.ts';
import { acquireLock, readOwner } from './instance-lock.ts';

const folder = () => realpathSync(mkdtempSync(join(tmpdir(), 'teatree-lock-')));
const me = { pid: process.pid, startedAt: 1, kind: 'headless' } as const;

test('a folder has one owner, who is named to the second', () => {
  const home = folder();
  const first = acquireLock(home, { ...me, kind: 'window' });
  if (first.ok) first.value.announce('/socket');
  expect(readOwner(home)).toEqual({ ...me, kind: 'window', socket: '/socket' });
  const second = acquireLock(home, me);
  expect(second).toMatchObject({ ok: false, error: { code: 'already-running' } });
  expect(second.ok ? '' : second.error.message).toContain(`process ${String(process.pid)}, the app`);
  expect(readOwner(home)?.kind).toBe('window');
  if (first.ok) first.value.release();
  expect(readOwner(home)).toBe(undefined);
  const third = acquireLock(home, me);
  expect(third.ok).toBe(true);
  if (third.ok) third.value.release();
});

test('an owner that is killed in any way frees the folder at once', async () => {
  const home = folder();
  const hold = `
    const { DatabaseSync } = require('@photostructure/sqlite');
    const database = new DatabaseSync(process.argv[1]);
    database.exec('PRAGMA journal_mode = MEMORY; BEGIN EXCLUSIVE');
    console.log('held');
    setInterval(() => {}, 1000);`;
  const child = spawn(process.execPath, ['-e', hold, join(home, 'lock.sqlite')], { cwd: resolve(import.meta.dirname) });
  await once(child.stdout, 'data');
  writeFileSync(join(home, 'owner.json'), JSON.stringify({ ...me, pid: child.pid }));
  expect(acquireLock(home, me)).toMatchObject({ ok: false, error: { code: 'already-running' } });
  child.kill('SIGKILL');
  await once(child, 'exit');
  const lock = acquireLock(home, me);
  expect(lock.ok).toBe(true);
  if (lock.ok) lock.value.release();
});

test('a damaged owner file does not matter to the lock', () => {
  const home = folder();
  writeFileSync(join(home, 'owner.json'), '{"pid":');
  expect(readOwner(home)).toBe(undefined);
  expect(acquireLock(home, me).ok).toBe(true);
});

test.each([
  [{ TEATREE_HOME: '/x/y' }, 'linux', '/x/y'],
  [{ XDG_DATA_HOME: '/data' }, 'linux', '/data/teatree'],
  [{ XDG_DATA_HOME: 'relative' }, 'linux', '/home/ann/.local/share/teatree'],
  [{}, 'darwin', '/home/ann/Library/Application Support/Teatree'],
  [{ APPDATA: '/roaming' }, 'win32', '/roaming/Teatree'],
] as const)('%j on %s lives in %s', (env, platform, path) => {
  expect(homeFolder({ env, platform, home: '/home/ann' })).toBe(path);
});

test('the data folder is made for this user only, and known by its real path', () => {
  const base = folder();
  expect(openHomeFolder(join(base, 'a', 'b'))).toEqual({ ok: true, value: join(base, 'a', 'b') });
  expect(statSync(join(base, 'a', 'b')).mode & 0o777).toBe(0o700);
  symlinkSync(join(base, 'a'), join(base, 'link'));
  expect(openHomeFolder(join(base, 'link', 'b'))).toEqual({ ok: true, value: join(base, 'a', 'b') });
});

test.each([
  ['file', 'is a file, not a folder'],
  ['file/below', 'lies below a file'],
  ['x'.repeat(300), 'has too long a path'],
])('%.20s is refused: %s', (name, reason) => {
  const base = folder();
  writeFileSync(join(base, 'file'), '');
  const opened = openHomeFolder(join(base, name));
  expect(opened).toMatchObject({ ok: false, error: { code: 'home-unusable' } });
  expect(opened.ok ? '' : opened.error.message).toContain(reason);
});

test.skipIf(process.getuid?.() === 0)('a folder that may not be written is refused', () => {
  const home = join(folder(), 'closed');
  mkdirSync(home, { mode: 0o500 });
  expect(openHomeFolder(home)).toMatchObject({ ok: false, error: { code: 'home-unusable' } });
});
