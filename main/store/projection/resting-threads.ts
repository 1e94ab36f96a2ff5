import type { ThreadId } from '../../../core/ids.ts';
import type { Entry } from '../../../core/loop/event.ts';
import { evolve } from '../../../core/loop/evolve.ts';
import { emptyState } from '../../../core/loop/state.ts';
import type { Stack, Threads } from '../../../core/loop/threads.ts';
import type { Thread } from '../../../core/model/thread.ts';
import type { Database, Row } from '../sqlite.ts';
import { allRows, firstRow } from '../sqlite.ts';

/** Of the threads at rest so many, the latest, are there from the start. */
const latest = 200;

/**
 * Takes up the rows of the projection that a start needs, however many there are; the other threads at rest are read when
 * they are asked for. `ofThread`: what the journal says of one, for a row that is spoiled. Throws a SyntaxError for one that is needed.
 */
export function readThreads(database: Database, into: Threads, ofThread: OfThread): void {
  const needed = [
    ...allRows(database, 'SELECT body FROM threads WHERE rested_at IS NULL'),
    ...allRows(
      database,
      `SELECT body FROM threads WHERE rested_at IS NOT NULL ORDER BY rested_at DESC, number DESC LIMIT ${String(latest)}`,
    ),
  ].map((row) => JSON.parse(String(row['body'])) as Thread);
  for (const thread of needed.sort((a, b) => a.number - b.number)) into.set(thread.thread, thread);
  const more = firstRow(database, `SELECT 1 FROM threads WHERE rested_at IS NOT NULL LIMIT 1 OFFSET ${String(latest)}`);
  if (more) into.lean(stackIn(database, ofThread));
}

type OfThread = (thread: ThreadId) => readonly Entry[];

function stackIn(database: Database, ofThread: OfThread): Stack {
  const one = database.prepare('SELECT id, body FROM threads WHERE id = ? AND rested_at IS NOT NULL');
  const there = database.prepare('SELECT 1 FROM threads WHERE id = ? AND rested_at IS NOT NULL');
  const some = database.prepare(
    'SELECT id, body FROM threads WHERE number >= ? AND number < ? AND rested_at IS NOT NULL ORDER BY number',
  );
  const toThread = (row: Row): Thread | undefined => parse(String(row['body'])) ?? folded(row['id'] as ThreadId);

  /** A fact changes the thread that it names and no other, so its own facts add up to it. */
  function folded(id: ThreadId): Thread | undefined {
    const state = emptyState();
    for (const entry of ofThread(id)) evolve(state, entry);
    return state.threads.get(id);
  }

  return {
    highest: Number(firstRow(database, 'SELECT max(number) AS highest FROM threads')?.['highest'] ?? 0),
    has: (id) => there.get(id) !== undefined,
    get(id) {
      const row = one.get(id) as Row | undefined;
      return row && toThread(row);
    },
    between: (from, below) => (some.all(from, below) as Row[]).flatMap((row) => toThread(row) ?? []),
  };
}

/** Undefined where the row is spoiled. */
function parse(body: string): Thread | undefined {
  try {
    return JSON.parse(body) as Thread;
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}
