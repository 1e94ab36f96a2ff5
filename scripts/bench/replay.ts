// How fast the journal folds: at start-up, in the window's mirror and in tests, every fact goes through `evolve`.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { evolve } from '../../core/loop/evolve.ts';
import { emptyState } from '../../core/loop/state.ts';
import type { Thread } from '../../core/model/thread.ts';
import { openStore } from '../../main/store/store.ts';
import { factoryLife } from './support/factory-life.ts';
import { median, timed } from './support/measure.ts';

const threads = 1200;
const naiveThreads = 60;
const limitMs = 300;

const entries = factoryLife(threads);
const folds = Array.from({ length: 7 }, () =>
  timed(() => {
    const state = emptyState();
    for (const entry of entries) evolve(state, entry);
  }),
);

/** The usual way: state as one record, copied for every event. Quadratic, so it is measured on fewer threads. */
function foldBySpreading(few: typeof entries): Readonly<Record<string, Thread>> {
  let state: Readonly<Record<string, Thread>> = {};
  for (const entry of few) {
    if (!('thread' in entry.event)) continue;
    const one = emptyState();
    const before = state[entry.event.thread];
    if (before) one.threads.set(before.thread, before);
    evolve(one, entry);
    for (const thread of one.threads.values()) state = { ...state, [thread.thread]: thread };
  }
  return state;
}

const few = factoryLife(naiveThreads);
const naiveMs = timed(() => void foldBySpreading(few));

const folder = mkdtempSync(join(tmpdir(), 'teatree-bench-'));
const store = await openStore(folder, Date.now);
for (let from = 0; from < entries.length; from += 2000)
  store.journal.append(
    0,
    entries.slice(from, from + 2000).map(({ event }) => event),
  );
const loadMs = timed(() => void store.journal.load());
store.close();
rmSync(folder, { recursive: true });

const foldMs = median(folds);
console.log(
  JSON.stringify(
    {
      bench: 'replay',
      events: entries.length,
      threads,
      foldMs,
      microsecondsPerEvent: (foldMs * 1000) / entries.length,
      fromDiskMs: loadMs,
      naive: {
        way: 'one record, copied per event',
        events: few.length,
        ms: naiveMs,
        microsecondsPerEvent: (naiveMs * 1000) / few.length,
      },
      limit: { events: 40_000, foldMs: limitMs },
      pass: entries.length >= 40_000 && foldMs <= limitMs,
    },
    undefined,
    2,
  ),
);
