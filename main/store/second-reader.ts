import { join } from 'node:path';
import { parseJson } from '../../core/parse-json.ts';
import type { TranscriptItem } from '../../core/model/harness/transcript-item.ts';
import type { Entry } from '../../core/loop/event.ts';
import { FactoryEvent } from '../../core/loop/event.ts';
import { openToRead } from './sqlite.ts';
import type { Row } from './sqlite.ts';
import { everyStream, toItem } from './transcripts.ts';

/** Reads the journal and the transcripts beside who writes them, from another thread or process. Changes nothing. */
export type SecondReader = ReturnType<typeof openSecondReader>;

/** Call when the store is open: it has made, mended and migrated both files. */
export function openSecondReader(folder: string) {
  const journal = openToRead(join(folder, 'journal.sqlite'));
  const transcripts = openToRead(join(folder, 'transcripts.sqlite'));
  const entries = journal.prepare('SELECT seq, at, body FROM events WHERE seq > ? ORDER BY seq LIMIT ?');
  const body = journal.prepare('SELECT seq, at, body FROM events WHERE seq = ?');
  const items = transcripts.prepare(
    'SELECT seq, at, body FROM items WHERE stream = ? AND seq > ? ORDER BY seq LIMIT ?',
  );
  const streams = transcripts.prepare(everyStream);
  const newest = transcripts.prepare('SELECT max(seq) AS seq FROM items WHERE stream = ?');
  return {
    /** `seq` is how far was read; an entry that cannot be understood is passed over. */
    entriesAfter(after: number, limit: number): { readonly seq: number; readonly entries: readonly Entry[] } {
      const rows = entries.all(after, limit) as Row[];
      return { seq: Number(rows.at(-1)?.['seq'] ?? after), entries: rows.flatMap((row) => toEntry(row) ?? []) };
    },
    /** Only facts of these types; `seq` is the last of them. */
    entriesOf(types: readonly FactoryEvent['type'][], after: number, limit: number): readonly Entry[] {
      const sql = `SELECT seq, at, body FROM events WHERE seq > ? AND type IN (${types.map(() => '?').join()}) ORDER BY seq LIMIT ?`;
      return (journal.prepare(sql).all(after, ...types, limit) as Row[]).flatMap((row) => toEntry(row) ?? []);
    },
    entry: (seq: number): Entry | undefined => toEntry(body.get(seq) as Row | undefined),
    /** As it stands in the file, to see whether the journal is the one that was read before. */
    body: (seq: number): string | undefined => (body.get(seq) as Row | undefined)?.['body'] as string | undefined,
    streams: () => (streams.all() as Row[]).map(({ stream }) => String(stream)),
    newest: (stream: string) => Number((newest.get(stream) as Row)['seq'] ?? 0),
    itemsAfter: (stream: string, after: number, limit: number): readonly TranscriptItem[] =>
      (items.all(stream, after, limit) as Row[]).map(toItem),
    close(): void {
      journal.close();
      transcripts.close();
    },
  };
}

function toEntry(row: Row | undefined): Entry | undefined {
  if (!row) return undefined;
  const parsed = FactoryEvent.safeParse(parseJson(String(row['body'])));
  return parsed.success ? { seq: Number(row['seq']), at: Number(row['at']), event: parsed.data } : undefined;
}
