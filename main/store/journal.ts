import type { Entry, FactoryEvent } from '../../core/loop/event.ts';
import { subjectOf } from '../../core/loop/subject.ts';
import { FactoryEvent as FactoryEventSchema } from '../../core/loop/event.ts';
import type { Database, Row } from './sqlite.ts';
import { transaction } from './sqlite.ts';
import { createProjection } from './projection/projection.ts';
import { keepUp } from './rescue/entries.ts';
import type { Mirror, StoredEntry } from './rescue/mirror.ts';
import type { Journal } from './store-port.ts';

/** The journal over an open, migrated database. `warn` is told once of each entry that cannot be used. */
export function createJournal({ database, mirror }: Files, warn: (text: string) => void): Journal {
  const insert = database.prepare('INSERT INTO events (at, subject, type, body) VALUES (?, ?, ?, ?)');
  const select = database.prepare('SELECT seq, at, body FROM events WHERE seq > ? ORDER BY seq LIMIT ?');
  const judged = database.prepare(
    "SELECT seq, at, body FROM events WHERE type = 'action.judged' ORDER BY seq DESC LIMIT ?",
  );
  const ofSubject = database.prepare('SELECT seq, at, body FROM events WHERE subject = ? ORDER BY seq');
  const projection = createProjection(database);
  const toEntry = entryReader(mirror, warn);
  const entriesOf = (rows: readonly Row[]) => rows.flatMap((row) => toEntry(row) ?? []);

  /** SQLite has the entries; what the mirror could not take now it gets with the next ones. */
  function copy(entries: readonly StoredEntry[]): void {
    const first = entries[0];
    try {
      if (first && first.seq === (mirror.last()?.seq ?? 0) + 1) mirror.append(entries);
      else keepUp(database, mirror);
    } catch (error) {
      if (!(error instanceof Error && 'code' in error)) throw error;
    }
  }

  function read(after: number, limit: number): readonly Entry[] {
    return entriesOf(select.all(after, limit) as Row[]);
  }

  return {
    read,
    lastJudged: (limit) => entriesOf(judged.all(limit) as Row[]).toReversed(),
    append(at, events) {
      const bodies = events.map((event) => JSON.stringify(event));
      const entries = transaction(database, () =>
        events.map((event, index): Entry => {
          const { lastInsertRowid } = insert.run(at, subjectOf(event).id, event.type, bodies[index] ?? '');
          return { seq: Number(lastInsertRowid), at, event };
        }),
      );
      copy(entries.map(({ seq }, index) => ({ seq, at, body: bodies[index] ?? '' })));
      return entries;
    },
    load: () => projection.load({ after: read, ofThread: (id) => entriesOf(ofSubject.all(id) as Row[]) }),
    project: (state, entries) => {
      projection.save(state, entries);
    },
  };
}

/**
 * An entry that is spoiled is read from the mirror. One that cannot be read there either, or that a newer version
 * wrote, stays where it is and is passed over: starting without it beats not starting, and the person is told.
 */
function entryReader(mirror: Mirror, warn: (text: string) => void): (row: Row) => Entry | undefined {
  const known = new Map<number, FactoryEvent | undefined>();

  function second(seq: number, problem: string): FactoryEvent | undefined {
    if (known.has(seq)) return known.get(seq);
    const copy = parse(mirror.find(seq)?.body ?? '');
    const event = typeof copy === 'string' ? undefined : copy;
    known.set(seq, event);
    const what = event ? 'is read from its second copy' : 'is left out';
    warn(`Entry ${String(seq)} of the journal cannot be read and ${what}: ${problem}`);
    return event;
  }

  return (row) => {
    const seq = Number(row['seq']);
    const first = parse(String(row['body']));
    const event = typeof first === 'string' ? second(seq, first) : first;
    return event && { seq, at: Number(row['at']), event };
  };
}

/** The event, or what is wrong with it. */
function parse(body: string): FactoryEvent | string {
  try {
    const parsed = FactoryEventSchema.safeParse(JSON.parse(body));
    return parsed.success ? parsed.data : (parsed.error.issues[0]?.message ?? 'unknown shape');
  } catch (error) {
    if (error instanceof SyntaxError) return 'it is not JSON';
    throw error;
  }
}

type Files = { readonly database: Database; readonly mirror: Mirror };
