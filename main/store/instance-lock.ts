import { readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { fail, ok } from '../../core/result.ts';
import type { Result } from '../../core/result.ts';
import { openDatabase } from './sqlite.ts';
import type { Database } from './sqlite.ts';

/** Who has the folder: told to whoever comes second. May be stale; the lock itself never is. */
export const Owner = z.object({
  pid: z.number().int().positive(),
  startedAt: z.number(),
  kind: z.enum(['window', 'headless']),
  /** Where it listens; absent until it does, and for a short errand that takes no calls. */
  socket: z.string().optional(),
});
export type Owner = z.infer<typeof Owner>;

export type InstanceLock = {
  /** Tells others where this process listens. */
  announce(socket: string | undefined): void;
  release(): void;
};

/**
 * One process at a time works in a data folder. The lock is an open SQLite transaction, so the system gives it up
 * when the process ends in whatever way; no pid is ever guessed about.
 */
export function acquireLock(folder: string, owner: Omit<Owner, 'socket'>): Result<InstanceLock> {
  const held = hold(join(folder, 'lock.sqlite'));
  if (!held.ok) return held.error.code === 'lock-held' ? fail(heldBy(folder, readOwner(folder))) : held;
  const database = held.value;
  writeOwner(folder, owner);
  return ok({
    announce: (socket) => writeOwner(folder, { ...owner, socket }),
    release() {
      rmSync(ownerFile(folder), { force: true });
      database.close();
    },
  });
}

/** The owner as last written; undefined when there is none or it cannot be read. */
export function readOwner(folder: string): Owner | undefined {
  try {
    return Owner.safeParse(JSON.parse(readFileSync(ownerFile(folder), 'utf8'))).data;
  } catch (error) {
    if (error instanceof SyntaxError || (error instanceof Error && 'code' in error)) return undefined;
    throw error;
  }
}

// Nothing else in this process may open this file: closing any handle to it would drop the POSIX lock.
function hold(file: string): Result<Database> {
  let database: Database | undefined;
  try {
    database = openDatabase(file);
    database.exec('PRAGMA busy_timeout = 0; PRAGMA journal_mode = MEMORY; BEGIN EXCLUSIVE');
    return ok(database);
  } catch (error) {
    database?.close();
    const message = error instanceof Error ? error.message : String(error);
    if (/database is locked/.test(message)) return fail({ code: 'lock-held', message });
    const next = 'Look at its permissions and the free space, or set TEATREE_HOME to another folder';
    return fail({ code: 'home-unusable', message: `${file} cannot be opened: ${message}`, next });
  }
}

function heldBy(folder: string, owner: Owner | undefined) {
  const who = owner
    ? `process ${String(owner.pid)}, ${owner.kind === 'window' ? 'the app' : 'without a window'}`
    : 'another process';
  const next = 'Use that one, or set TEATREE_HOME to another folder';
  return { code: 'already-running', message: `Teatree is already running on ${folder} (${who})`, next };
}

function ownerFile(folder: string): string {
  return join(folder, 'owner.json');
}

/** Renamed into place, so that nobody reads half of it. */
function writeOwner(folder: string, owner: Owner): void {
  const draft = `${ownerFile(folder)}.${String(owner.pid)}`;
  writeFileSync(draft, JSON.stringify(owner), { mode: 0o600 });
  renameSync(draft, ownerFile(folder));
}
