import type { TranscriptItem } from '../../core/model/harness/transcript-item.ts';
import type { HarnessEvent } from '../../core/model/harness-event.ts';
import { HarnessEvent as HarnessEventSchema } from '../../core/model/harness-event.ts';
import type { Database, Row } from './sqlite.ts';
import { allRows, firstRow, isSqliteError, transaction } from './sqlite.ts';
import type { Transcripts } from './store-port.ts';
import { afterSync } from './transcripts/after-sync.ts';
import { createSeamless } from './transcripts/seamless.ts';

const flushAfterMs = 15;
const flushAtItems = 500;
const quietMs = 1000;
/** Pages of the write-ahead log (64 MB) after which it is worked in even when it is never quiet. */
const mostPages = 16_000;
const retryAfterMs = 1000;

/** Jumps from one name to the next; a DISTINCT would read every item. */
export const everyStream = `WITH RECURSIVE each (stream) AS (
  SELECT min(stream) FROM items
  UNION ALL SELECT (SELECT min(stream) FROM items WHERE items.stream > each.stream) FROM each WHERE each.stream IS NOT NULL
) SELECT stream FROM each WHERE stream IS NOT NULL`;

type Listener = Parameters<Transcripts['subscribe']>[0];
type Owned = Transcripts & { flush(): void };
type Waiting = { readonly stream: string; readonly item: TranscriptItem };

/**
 * Transcripts over an open, migrated database. `flush` writes what is waiting; what the disk refuses is kept and
 * offered again, up to `mostWaiting` items, since agents go on talking meanwhile. Nothing is kept or stored before its
 * secrets are redacted, and nothing is told before it is on the disk.
 */
export function createTranscripts(database: Database, now: () => number, mostWaiting = 100_000): Owned {
  const insert = database.prepare('INSERT INTO items (stream, seq, at, body) VALUES (?, ?, ?, ?)');
  const select = database.prepare('SELECT seq, at, body FROM items WHERE stream = ? AND seq > ? ORDER BY seq LIMIT ?');
  const nextSeq = numbering(database);
  const audience = createAudience(database);
  let waiting: Waiting[] = [];
  let timer: NodeJS.Timeout | undefined;
  let refused = false;
  const lost = new Map<string, number>();

  const seamless = createSeamless(now, (stream, event) => {
    if (waiting.length < mostWaiting) waiting.push({ stream, item: { seq: nextSeq(stream), at: now(), event } });
    else lost.set(stream, (lost.get(stream) ?? 0) + 1);
  });

  function flush(): void {
    seamless.release('all');
    write();
  }

  function write(): void {
    clearTimeout(timer);
    timer = undefined;
    const batch = waiting;
    if (seamless.holds()) timer = setTimeout(onTimer, flushAfterMs);
    if (batch.length === 0) return;
    refused = !commit(database, insert, batch);
    if (refused) return tryLater();
    waiting = waiting.slice(batch.length);
    audience.tell(batch);
    for (const [stream, count] of lost) seamless.take(stream, lossOf(count));
    lost.clear();
  }

  function tryLater(): void {
    clearTimeout(timer);
    timer = setTimeout(onTimer, retryAfterMs);
  }

  function onTimer(): void {
    seamless.release('settled');
    write();
  }

  return {
    flush,
    append(stream, event) {
      seamless.take(stream, event);
      if (waiting.length >= flushAtItems && !refused) write();
      else timer ??= setTimeout(onTimer, flushAfterMs);
    },
    read(stream, after, limit) {
      flush();
      return select.all(stream, after, limit).map(toItem);
    },
    streams: () => allRows(database, everyStream).map(({ stream }) => String(stream)),
    subscribe: audience.subscribe,
  };
}

/** False when the disk refuses: then nothing of the batch is in the file. */
function commit(database: Database, insert: ReturnType<Database['prepare']>, batch: readonly Waiting[]): boolean {
  try {
    transaction(database, () => {
      for (const { stream, item } of batch) insert.run(stream, item.seq, item.at, JSON.stringify(item.event));
    });
    return true;
  } catch (error) {
    if (isSqliteError(error)) return false;
    throw error;
  }
}

function lossOf(count: number): HarnessEvent {
  return { type: 'error', message: `${String(count)} items are not kept: the disk took nothing for too long` };
}

/** The next number of a stream's items. */
function numbering(database: Database): (stream: string) => number {
  const newest = database.prepare('SELECT max(seq) AS seq FROM items WHERE stream = ?');
  const last = new Map<string, number>();
  return (stream) => {
    const seq = (last.get(stream) ?? Number((newest.get(stream) as Row)['seq'] ?? 0)) + 1;
    last.set(stream, seq);
    return seq;
  };
}

/** Working the write-ahead log into the file waits for the disk, so it is done when nobody has said anything for a moment. */
function whenQuiet(database: Database): () => void {
  database.exec(`PRAGMA wal_autocheckpoint = ${String(mostPages)}`);
  let timer: NodeJS.Timeout | undefined;
  return () => {
    clearTimeout(timer);
    timer = setTimeout(() => {
      if (database.isOpen) workIn(database);
    }, quietMs).unref();
  };
}

/** What the disk refuses now stays in the log, where it is as safe, until the next quiet moment. */
function workIn(database: Database): void {
  try {
    database.exec('PRAGMA wal_checkpoint(PASSIVE)');
  } catch (error) {
    if (!isSqliteError(error)) throw error;
  }
}

/** Is told of what was committed once it is on the disk as well. */
function createAudience(database: Database) {
  const listeners = new Set<Listener>();
  // All that a commit wrote is in the write-ahead log by its end.
  const workInSoon = whenQuiet(database);
  const whenSynced = afterSync(`${String(firstRow(database, 'PRAGMA database_list')?.['file'])}-wal`);
  return {
    tell(batch: readonly Waiting[]): void {
      whenSynced(() => {
        for (const [stream, items] of byStream(batch)) for (const listener of listeners) listener(stream, items);
        workInSoon();
      });
    },
    subscribe(listener: Listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}

function byStream(batch: readonly Waiting[]): ReadonlyMap<string, TranscriptItem[]> {
  const streams = new Map<string, TranscriptItem[]>();
  for (const { stream, item } of batch) {
    const items = streams.get(stream);
    if (items) items.push(item);
    else streams.set(stream, [item]);
  }
  return streams;
}

export function toItem(row: Record<string, unknown>): TranscriptItem {
  const parsed = HarnessEventSchema.safeParse(JSON.parse(String(row['body'])));
  const event: HarnessEvent = parsed.success
    ? parsed.data
    : { type: 'error', message: 'This item was written by another version and cannot be shown' };
  return { seq: Number(row['seq']), at: Number(row['at']), event };
}
