import type { TranscriptItem } from '../../core/model/harness/transcript-item.ts';
import type { Entry } from '../../core/loop/event.ts';
import type { SearchKind } from '../../core/search/texts.ts';
import { findableIn, saidIn, searchKinds } from '../../core/search/texts.ts';
import type { SecondReader } from '../store/second-reader.ts';
import { firstRow, transaction } from '../store/sqlite.ts';
import type { Database } from '../store/sqlite.ts';
import { noteHeads } from './changes.ts';
import { tableOf } from './index-file.ts';

/** One step of taking in: short enough that a question in between does not wait. */
const stepSize = 400;
const longestDoc = 16_000;
/** The mark of the journal among those of the streams. */
export const JOURNAL = '';

/**
 * Takes what was recorded since the last time into the index, one transaction a step; each step leaves the index whole.
 * `streams`: the transcripts that may have grown.
 */
export function createTakeIn(index: Database, reader: SecondReader) {
  const put = putter(index);
  const markOf = index.prepare('SELECT seq FROM marks WHERE stream = ?');
  const setMark = index.prepare('INSERT OR REPLACE INTO marks (stream, seq, body) VALUES (?, ?, ?)');
  const setRun = index.prepare('INSERT OR REPLACE INTO runs (run, thread) VALUES (?, ?)');
  const note = noteHeads(index);
  const mark = (stream: string) => Number((markOf.get(stream) as { seq?: number } | undefined)?.seq ?? 0);

  function takeEntries(): boolean {
    const { seq, entries } = reader.entriesAfter(mark(JOURNAL), stepSize);
    if (seq === mark(JOURNAL)) return false;
    transaction(index, () => {
      for (const entry of entries) takeEntry(entry);
      setMark.run(JOURNAL, seq, reader.body(seq) ?? null);
    });
    return true;
  }

  function takeEntry({ seq, at, event }: Entry): void {
    if (event.type === 'run.started') setRun.run(event.run, event.thread);
    if (event.type === 'change-set.recorded') note(event.thread, event.changes, at);
    const found = findableIn(event);
    if (found) put(found.kind, { at, text: found.text, stream: JOURNAL, first: seq, last: seq });
  }

  function takeItems(stream: string): boolean {
    const items = reader.itemsAfter(stream, mark(stream), stepSize);
    const last = items.at(-1);
    if (!last) return false;
    transaction(index, () => {
      for (const doc of docsOf(items)) put('transcript', { ...doc, stream });
      setMark.run(stream, last.seq, null);
    });
    return true;
  }

  return {
    /** False when nothing is left: the journal first, since it says whose the transcripts are. */
    step(streams: Set<string>): boolean {
      if (takeEntries()) return true;
      const [stream] = streams;
      if (stream === undefined) return false;
      if (!takeItems(stream)) streams.delete(stream);
      return streams.size > 0;
    },
    /** Every transcript with more than was taken in. */
    grown: (): Set<string> => new Set(reader.streams().filter((stream) => reader.newest(stream) > mark(stream))),
  };
}

/** Whether the index was made from this journal: one that was restored or put together again is another story. */
export function isOfJournal(index: Database, reader: SecondReader): boolean {
  const mark = firstRow(index, 'SELECT seq, body FROM marks WHERE stream = ?', JOURNAL);
  return mark === undefined || reader.body(Number(mark['seq'])) === mark['body'];
}

type Doc = { readonly at: number; readonly text: string; readonly first: number; readonly last: number };

/** Pieces of one text are one, so that a phrase across them is found. */
function docsOf(items: readonly TranscriptItem[]): readonly Doc[] {
  const docs: (Doc & { readonly goesOn: string | undefined })[] = [];
  for (const { seq, at, event } of items) {
    const said = saidIn(event);
    if (!said || said.text === '') continue;
    const before = docs.at(-1);
    const joins = said.goesOn !== undefined && before?.goesOn === said.goesOn && before.text.length < longestDoc;
    if (joins) docs[docs.length - 1] = { ...before, text: before.text + said.text, last: seq };
    else docs.push({ at, text: said.text, first: seq, last: seq, goesOn: said.goesOn });
  }
  return docs;
}

type Placed = Doc & { readonly stream: string };

function putter(index: Database): (kind: SearchKind, doc: Placed) => void {
  const insert = index.prepare('INSERT OR IGNORE INTO docs (id, stream, first, last) VALUES (?, ?, ?, ?)');
  const words = Object.fromEntries(
    searchKinds.map(
      (kind) => [kind, index.prepare(`INSERT INTO ${tableOf(kind)} (rowid, text) VALUES (?, ?)`)] as const,
    ),
  );
  const newest = index.prepare('SELECT max(id) AS id FROM docs WHERE id < ?');
  let before = { at: Number.NaN, id: 0 };
  /** The first free one of that millisecond; what comes in one goes is next to each other. */
  const idFor = (at: number): number => {
    if (before.at === at) return before.id + 1;
    const known = Number((newest.get((at + 1) * 1000) as { id: number | null }).id ?? 0);
    return Math.max(at * 1000, known + 1);
  };
  return (kind, { at, text, stream, first, last }) => {
    let id = idFor(at);
    while (Number(insert.run(id, stream, first, last).changes) === 0) id += 1;
    before = { at, id };
    words[kind]?.run(id, text);
  };
}
