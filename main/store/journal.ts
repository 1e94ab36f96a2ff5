import type { Entry, FactoryEvent } from '../../core/loop/event.ts';
import { FactoryEvent as FactoryEventSchema, isGateEvent } from '../../core/loop/event.ts';
import type { Database } from './sqlite.ts';
import { transaction } from './sqlite.ts';
import { StoreError } from './store-error.ts';
import { createProjection } from './projection.ts';
import type { Journal } from './store-port.ts';

/** The journal over an open, migrated database. */
export function createJournal(database: Database): Journal {
  const insert = database.prepare('INSERT INTO events (at, subject, type, body) VALUES (?, ?, ?, ?)');
  const select = database.prepare('SELECT seq, at, body FROM events WHERE seq > ? ORDER BY seq LIMIT ?');
  const judged = database.prepare(
    "SELECT seq, at, body FROM events WHERE type = 'action.judged' ORDER BY seq DESC LIMIT ?",
  );
  const projection = createProjection(database);

  function read(after: number, limit: number): readonly Entry[] {
    return select.all(after, limit).map(toEntry);
  }

  return {
    read,
    lastJudged: (limit) => judged.all(limit).map(toEntry).reverse(),
    append(at, events) {
      return transaction(database, () =>
        events.map((event): Entry => {
          const { lastInsertRowid } = insert.run(at, subjectOf(event), event.type, JSON.stringify(event));
          return { seq: Number(lastInsertRowid), at, event };
        }),
      );
    },
    load: () => projection.load(read),
    project: (state, entries) => {
      projection.save(state, entries);
    },
  };
}

function subjectOf(event: FactoryEvent): string {
  if ('thread' in event) return event.thread;
  if (isGateEvent(event)) return 'gate';
  return event.type === 'repo.added' ? event.repo.id : event.repo;
}

function toEntry(row: Record<string, unknown>): Entry {
  const seq = Number(row['seq']);
  const parsed = FactoryEventSchema.safeParse(JSON.parse(String(row['body'])));
  if (!parsed.success)
    throw new StoreError({
      code: 'journal-unreadable',
      message: `Entry ${String(seq)} of the journal cannot be read: ${parsed.error.issues[0]?.message ?? 'unknown shape'}`,
      next: 'Run teatree doctor; the journal was not changed',
    });
  return { seq, at: Number(row['at']), event: parsed.data };
}
