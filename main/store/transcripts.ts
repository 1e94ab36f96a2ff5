import type { TranscriptItem } from '../../core/contract.ts';
import type { HarnessEvent } from '../../core/model/harness-event.ts';
import { HarnessEvent as HarnessEventSchema } from '../../core/model/harness-event.ts';
import type { Database } from './sqlite.ts';
import { firstRow, transaction } from './sqlite.ts';
import type { Transcripts } from './store-port.ts';
import { afterSync } from './transcripts/after-sync.ts';
import { createSeamless } from './transcripts/seamless.ts';

const flushAfterMs = 15;
const flushAtItems = 500;

type Listener = Parameters<Transcripts['subscribe']>[0];
type Waiting = { readonly stream: string; readonly item: TranscriptItem };

/**
 * Transcripts over an open, migrated database. `flush` writes what is waiting; a failed write keeps it for the next.
 * Nothing is kept or stored before its secrets are redacted, and nothing is told before it is on the disk.
 */
export function createTranscripts(database: Database, now: () => number): Transcripts & { flush(): void } {
  const insert = database.prepare('INSERT INTO items (stream, seq, at, body) VALUES (?, ?, ?, ?)');
  const select = database.prepare('SELECT seq, at, body FROM items WHERE stream = ? AND seq > ? ORDER BY seq LIMIT ?');
  const next = new Map<string, number>();
  const audience = createAudience(database);
  let waiting: Waiting[] = [];
  let timer: NodeJS.Timeout | undefined;

  function nextSeq(stream: string): number {
    const seq =
      (next.get(stream) ??
        Number(firstRow(database, 'SELECT max(seq) AS seq FROM items WHERE stream = ?', stream)?.['seq'] ?? 0)) + 1;
    next.set(stream, seq);
    return seq;
  }

  const seamless = createSeamless(now, (stream, event) => {
    waiting.push({ stream, item: { seq: nextSeq(stream), at: now(), event } });
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
    transaction(database, () => {
      for (const { stream, item } of batch) insert.run(stream, item.seq, item.at, JSON.stringify(item.event));
    });
    waiting = waiting.slice(batch.length);
    audience.tell(batch);
  }

  function onTimer(): void {
    seamless.release('settled');
    write();
  }

  return {
    flush,
    append(stream, event) {
      seamless.take(stream, event);
      if (waiting.length >= flushAtItems) write();
      else timer ??= setTimeout(onTimer, flushAfterMs);
    },
    read(stream, after, limit) {
      flush();
      return select.all(stream, after, limit).map(toItem);
    },
    subscribe: audience.subscribe,
  };
}

/** Is told of what was committed once it is on the disk as well. */
function createAudience(database: Database) {
  const listeners = new Set<Listener>();
  // All that a commit wrote is in the write-ahead log by its end.
  const whenSynced = afterSync(`${String(firstRow(database, 'PRAGMA database_list')?.['file'])}-wal`);
  return {
    tell(batch: readonly Waiting[]): void {
      whenSynced(() => {
        for (const [stream, items] of byStream(batch)) for (const listener of listeners) listener(stream, items);
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

function toItem(row: Record<string, unknown>): TranscriptItem {
  const parsed = HarnessEventSchema.safeParse(JSON.parse(String(row['body'])));
  const event: HarnessEvent = parsed.success
    ? parsed.data
    : { type: 'error', message: 'This item was written by another version and cannot be shown' };
  return { seq: Number(row['seq']), at: Number(row['at']), event };
}
