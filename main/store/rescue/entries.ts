import { z } from 'zod';
import type { FactoryEvent } from '../../../core/loop/event.ts';
import { subjectOf } from '../../../core/loop/subject.ts';
import { allRows, firstRow } from '../sqlite.ts';
import type { Database } from '../sqlite.ts';
import type { Mirror, StoredEntry } from './mirror.ts';

const pageSize = 1000;

/** A page of entries as they are stored. */
export function entriesAfter(database: Database, seq: number): readonly StoredEntry[] {
  const sql = 'SELECT seq, at, body FROM events WHERE seq > ? ORDER BY seq LIMIT ?';
  return allRows(database, sql, seq, pageSize) as readonly StoredEntry[];
}

export function newestEntry(database: Database): StoredEntry | undefined {
  return firstRow(database, 'SELECT seq, at, body FROM events ORDER BY seq DESC LIMIT 1') as StoredEntry | undefined;
}

/** Puts an entry back under the number it had. */
export function insertEvent(database: Database): (entry: StoredEntry) => void {
  const insert = database.prepare('INSERT INTO events (seq, at, subject, type, body) VALUES (?, ?, ?, ?, ?)');
  return ({ seq, at, body }) => {
    const event = JSON.parse(body) as FactoryEvent;
    insert.run(seq, at, subjectOf(event).id, event.type, body);
  };
}

/** Gives the mirror what it does not have yet. Throws when the disk refuses. */
export function keepUp(database: Database, mirror: Mirror): void {
  for (;;) {
    const page = entriesAfter(database, mirror.last()?.seq ?? 0);
    mirror.append(page);
    if (page.length < pageSize) return;
  }
}

const AnyEvent = z.looseObject({ type: z.string() });

/** Whether a text is an event, also one of a kind that this version does not know. */
export function isEventText(body: string): boolean {
  try {
    return AnyEvent.safeParse(JSON.parse(body)).success;
  } catch (error) {
    if (error instanceof SyntaxError) return false;
    throw error;
  }
}
