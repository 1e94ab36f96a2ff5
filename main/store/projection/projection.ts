import type { Entry } from '../../../core/loop/event.ts';
import { evolve } from '../../../core/loop/evolve.ts';
import type { Limits } from '../../../core/loop/limits/limit.ts';
import { isAtRest } from '../../../core/loop/threads.ts';
import { emptyState } from '../../../core/loop/state.ts';
import type { FactoryState } from '../../../core/loop/state.ts';
import { subjectOf } from '../../../core/loop/subject.ts';
import type { Subject } from '../../../core/loop/subject.ts';
import type { ThreadId } from '../../../core/ids.ts';
import type { GateState } from '../../../core/model/gate.ts';
import type { Repo } from '../../../core/model/repo.ts';
import type { KnownSignal } from '../../../core/model/deciding/signal.ts';
import type { Lesson } from '../../../core/model/learning/lesson.ts';
import type { Order } from '../../../core/model/deciding/order.ts';
import type { Seat } from '../../../core/model/deciding/seat.ts';
import type { Thread } from '../../../core/model/thread.ts';
import { readThreads } from './resting-threads.ts';
import type { Database } from '../sqlite.ts';
import { allRows, firstRow, transaction } from '../sqlite.ts';

/** Raise when the shape of a Thread or Repo, or the way events fold into it, changes: the journal is then folded anew. */
const projectionVersion = 7;
const pageSize = 5000;

export type ReadEntries = {
  readonly after: (seq: number, limit: number) => readonly Entry[];
  readonly ofThread: (thread: ThreadId) => readonly Entry[];
};

export type Projection = {
  load(read: ReadEntries): { state: FactoryState; seq: number };
  save(state: FactoryState, entries: readonly Entry[]): void;
};

/** Folded threads and repos as rows, so that a start does not read the whole journal. Rebuilt from it at any doubt. */
export function createProjection(database: Database): Projection {
  const saveRow = rowSaver(database);
  const saveGate = database.prepare('INSERT OR REPLACE INTO gate (one, body) VALUES (1, ?)');
  const saveLimits = database.prepare('INSERT OR REPLACE INTO limits (one, body) VALUES (1, ?)');
  const saveOrders = database.prepare('INSERT OR REPLACE INTO orders (one, body) VALUES (1, ?)');
  const saveSeat = database.prepare('INSERT OR REPLACE INTO seat (one, body) VALUES (1, ?)');
  const saveLessons = database.prepare('INSERT OR REPLACE INTO lessons (one, body) VALUES (1, ?)');
  const mark = database.prepare('INSERT OR REPLACE INTO projection (one, version, seq) VALUES (1, ?, ?)');

  function save(state: FactoryState, entries: readonly Entry[]): void {
    const last = entries.at(-1);
    if (!last) return;
    withoutSync(database, () => {
      for (const subject of touched(entries)) saveRow(state, subject);
      saveGate.run(JSON.stringify(state.gate));
      saveLimits.run(JSON.stringify(state.limits));
      saveOrders.run(JSON.stringify(state.orders));
      saveLessons.run(JSON.stringify(state.lessons));
      saveSeat.run(JSON.stringify(state.seat));
      mark.run(projectionVersion, last.seq);
    });
  }

  /** What is folded here is saved here: the mark says that every entry up to it is in the rows. */
  function load(read: ReadEntries): { state: FactoryState; seq: number } {
    const saved = firstRow(database, 'SELECT version, seq FROM projection');
    const fresh = saved !== undefined && Number(saved['version']) === projectionVersion;
    const rows = fresh ? readRows(database, read.ofThread) : undefined;
    if (!rows)
      database.exec(
        'DELETE FROM threads; DELETE FROM repos; DELETE FROM signals; DELETE FROM gate; DELETE FROM limits; DELETE FROM seat; DELETE FROM orders; DELETE FROM lessons; DELETE FROM projection;',
      );
    const state = rows ?? emptyState();
    let seq = rows ? Number(saved?.['seq']) : 0;
    for (;;) {
      const page = read.after(seq, pageSize);
      for (const entry of page) evolve(state, entry);
      save(state, page);
      seq = page.at(-1)?.seq ?? seq;
      if (page.length === 0) return { state, seq };
    }
  }

  return { load, save };
}

/** One row for each thread, repo and signal. */
function rowSaver(database: Database): (state: FactoryState, subject: Subject) => void {
  const kept = 'ON CONFLICT (id) DO UPDATE SET body = excluded.body';
  const saveThread = database.prepare(
    `INSERT INTO threads (id, number, rested_at, body) VALUES (?, ?, ?, ?) ${kept}, rested_at = excluded.rested_at`,
  );
  const saveRepo = database.prepare(`INSERT INTO repos (id, body) VALUES (?, ?) ${kept}`);
  const saveSignal = database.prepare(`INSERT INTO signals (id, body) VALUES (?, ?) ${kept}`);
  const dropRepo = database.prepare('DELETE FROM repos WHERE id = ?');
  return (state, subject) => {
    if (subject.kind === 'thread') {
      const thread = state.threads.get(subject.id);
      if (thread) saveThread.run(thread.thread, thread.number, restedAt(thread), JSON.stringify(thread));
    } else if (subject.kind === 'repo') {
      const repo = state.repos.get(subject.id);
      if (repo) saveRepo.run(repo.id, JSON.stringify(repo));
      else dropRepo.run(subject.id);
    } else if (subject.kind === 'signal') {
      const known = state.signals.get(subject.id);
      if (known) saveSignal.run(subject.id, JSON.stringify(known));
    }
  };
}

function restedAt(thread: Thread): number | null {
  return isAtRest(thread) ? thread.updatedAt : null;
}

/** Waits for no disk: what a power cut takes of this is folded anew, and the journal's next commit brings it along. */
function withoutSync(database: Database, work: () => void): void {
  database.exec('PRAGMA synchronous = NORMAL');
  try {
    transaction(database, work);
  } finally {
    database.exec('PRAGMA synchronous = FULL');
  }
}

function touched(entries: readonly Entry[]): Iterable<Subject> {
  return new Map(entries.map(({ event }) => subjectOf(event)).map((subject) => [subject.id, subject])).values();
}

/** Rows were written by this version of the code, so their shape is ours. Undefined: one is spoiled, fold anew. */
function readRows(database: Database, ofThread: ReadEntries['ofThread']): FactoryState | undefined {
  try {
    return parseRows(database, ofThread);
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}

function parseRows(database: Database, ofThread: ReadEntries['ofThread']): FactoryState {
  const state = emptyState();
  for (const row of allRows(database, 'SELECT body FROM repos')) {
    const repo = JSON.parse(String(row['body'])) as Repo;
    state.repos.set(repo.id, repo);
  }
  readThreads(database, state.threads, ofThread);
  for (const row of allRows(database, 'SELECT body FROM signals')) {
    const known = JSON.parse(String(row['body'])) as KnownSignal;
    state.signals.set(known.signal.id, known);
  }
  const gate = firstRow(database, 'SELECT body FROM gate');
  if (gate) state.gate = JSON.parse(String(gate['body'])) as GateState;
  const limits = firstRow(database, 'SELECT body FROM limits');
  if (limits) state.limits = JSON.parse(String(limits['body'])) as Limits;
  const orders = firstRow(database, 'SELECT body FROM orders');
  if (orders) state.orders = JSON.parse(String(orders['body'])) as Order[];
  const lessons = firstRow(database, 'SELECT body FROM lessons');
  if (lessons) state.lessons = JSON.parse(String(lessons['body'])) as Lesson[];
  const seat = firstRow(database, 'SELECT body FROM seat');
  if (seat) state.seat = JSON.parse(String(seat['body'])) as Seat;
  return state;
}
