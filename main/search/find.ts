import type { SearchAnswer, SearchHit } from '../../core/contract/search-methods.ts';
import { RepoId, ThreadId } from '../../core/ids.ts';
import { excerptOf } from '../../core/search/excerpt.ts';
import { matchOf, readQuery } from '../../core/search/query.ts';
import type { Term } from '../../core/search/query.ts';
import { findableIn, saidIn, searchKinds } from '../../core/search/texts.ts';
import type { SearchKind } from '../../core/search/texts.ts';
import type { SecondReader } from '../store/second-reader.ts';
import { allRows, firstRow } from '../store/sqlite.ts';
import type { Database, Row } from '../store/sqlite.ts';
import { tableOf } from './index-file.ts';
import { JOURNAL } from './take-in.ts';

export type Wanted = {
  readonly text: string;
  readonly kinds?: readonly SearchKind[] | undefined;
  readonly limit: number;
};

/** What was recorded with all of these words, by kind, the newest first. */
export function find(index: Database, reader: SecondReader, { text, kinds, limit }: Wanted): SearchAnswer['groups'] {
  const terms = readQuery(text);
  if (terms.length === 0) return [];
  return (kinds ?? searchKinds).map((kind) => {
    const rows = rowsOf(index, { kind, match: matchOf(terms), limit: limit + 1 });
    const hits = rows.slice(0, limit).flatMap((row) => hitOf({ index, reader, kind, terms }, row) ?? []);
    return { kind, hits, more: rows.length > limit };
  });
}

type Asked = { readonly kind: SearchKind; readonly match: string; readonly limit: number };

function rowsOf(index: Database, { kind, match, limit }: Asked): readonly Row[] {
  const words = tableOf(kind);
  const from = kind === 'change' ? 'changes' : 'docs';
  const sql = `SELECT ${from}.* FROM ${words} JOIN ${from} ON ${from}.id = ${words}.rowid
    WHERE ${words} MATCH ? ORDER BY ${words}.rowid DESC LIMIT ?`;
  return allRows(index, sql, match, limit);
}

type At = {
  readonly index: Database;
  readonly reader: SecondReader;
  readonly kind: SearchKind;
  readonly terms: readonly Term[];
};

/** Undefined where it does not stand there any more, as in a transcript that was put together again after damage. */
function hitOf(at: At, row: Row): SearchHit | undefined {
  if (at.kind === 'change') return changeHit(at, row);
  return row['stream'] === JOURNAL ? entryHit(at, Number(row['first'])) : itemHit(at, row);
}

function changeHit({ terms }: At, { thread, repo, path, at, text }: Row): SearchHit {
  return {
    kind: 'change',
    thread: ThreadId.parse(thread),
    at: Number(at),
    what: 'changed',
    parts: excerptOf(`${String(path)}: ${String(text)}`, terms),
    file: { repo: RepoId.parse(repo), path: String(path) },
  };
}

function entryHit({ reader, kind, terms }: At, seq: number): SearchHit | undefined {
  const entry = reader.entry(seq);
  const found = entry && findableIn(entry.event);
  if (!found) return undefined;
  const { event } = entry;
  const thread = 'thread' in event ? { thread: event.thread } : {};
  return { kind, ...thread, at: entry.at, what: found.what, parts: excerptOf(found.text, terms) };
}

function itemHit({ index, reader, kind, terms }: At, row: Row): SearchHit | undefined {
  const stream = String(row['stream']);
  const first = Number(row['first']);
  const length = Number(row['last']) - first + 1;
  const items = reader.itemsAfter(stream, first - 1, length).filter(({ seq }) => seq < first + length);
  const thread = threadOf(index, stream);
  const begin = items[0];
  if (!begin || thread === undefined) return undefined;
  const text = items.map(({ event }) => saidIn(event)?.text ?? '').join('');
  return {
    kind,
    thread,
    at: begin.at,
    what: begin.event.type.replace('-', ' '),
    parts: excerptOf(text, terms),
    item: { stream, seq: first },
  };
}

function threadOf(index: Database, stream: string): ThreadId | undefined {
  const named = stream.startsWith('check:')
    ? stream.split(':')[1]
    : firstRow(index, 'SELECT thread FROM runs WHERE run = ?', stream)?.['thread'];
  return ThreadId.safeParse(named).data;
}
