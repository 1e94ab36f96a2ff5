// What one durable event costs: our group commit, and the ways other tools keep their state.
import { appendFileSync, closeSync, fsyncSync, mkdtempSync, openSync, rmSync, writeFileSync, writeSync } from 'node:fs';
import { appendFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { FactoryEvent } from '../../core/loop/event.ts';
import { openStore } from '../../main/store/store.ts';
import { factoryLife } from './support/factory-life.ts';
import { median } from './support/measure.ts';

const rounds = 5;
const groupSize = 200;
const events: readonly FactoryEvent[] = factoryLife(100).map(({ event }) => event);
const few = events.slice(0, 400);
const folder = mkdtempSync(join(tmpdir(), 'teatree-bench-'));

type Way = { readonly events: number; readonly microsecondsPerEvent: number };

/** The median over some rounds; the ways take turns, so that a slow moment of the machine hits all of them. */
const ways: Record<
  string,
  { readonly list: readonly FactoryEvent[]; readonly run: (round: number) => Promise<void> | void }
> = {
  groupCommit: { list: events, run: groupCommit },
  commitPerEvent: { list: few, run: commitPerEvent },
  appendFile: { list: few, run: appendPerEvent },
  appendAndFsync: { list: few, run: appendAndFsync },
  rewriteJson: { list: few, run: rewriteJson },
};
const times: Record<string, number[]> = {};

for (let round = 0; round < rounds; round += 1) {
  for (const [name, { run }] of Object.entries(ways)) {
    const start = performance.now();
    await run(round);
    (times[name] ??= []).push(performance.now() - start);
  }
}
rmSync(folder, { recursive: true });

const figures = Object.fromEntries(
  Object.entries(ways).map(([name, { list }]): [string, Way] => [
    name,
    { events: list.length, microsecondsPerEvent: (median(times[name] ?? []) * 1000) / list.length },
  ]),
);
const ours = figures['groupCommit']?.microsecondsPerEvent ?? Number.NaN;
const ratio = (name: string) => (figures[name]?.microsecondsPerEvent ?? Number.NaN) / ours;
console.log(
  JSON.stringify(
    {
      bench: 'journal',
      rounds,
      groupSize,
      ...figures,
      timesCheaper: {
        commitPerEvent: ratio('commitPerEvent'),
        appendFile: ratio('appendFile'),
        rewriteJson: ratio('rewriteJson'),
      },
      limit: 'our group commit is cheaper than appendFile per event and than a rewrite of the whole file',
      pass: ratio('appendFile') > 1 && ratio('rewriteJson') > 1,
    },
    undefined,
    2,
  ),
);

async function groupCommit(round: number): Promise<void> {
  const store = await openStore(mkdtempSync(join(folder, `group-${String(round)}-`)), Date.now);
  for (let from = 0; from < events.length; from += groupSize)
    store.journal.append(0, events.slice(from, from + groupSize));
  store.close();
}

async function commitPerEvent(round: number): Promise<void> {
  const store = await openStore(mkdtempSync(join(folder, `single-${String(round)}-`)), Date.now);
  for (const event of few) store.journal.append(0, [event]);
  store.close();
}

async function appendPerEvent(round: number): Promise<void> {
  for (const event of few) await appendFile(join(folder, `append-${String(round)}`), `${JSON.stringify(event)}\n`);
}

function appendAndFsync(round: number): void {
  const file = openSync(join(folder, `synced-${String(round)}`), 'a');
  for (const event of few) {
    writeSync(file, `${JSON.stringify(event)}\n`);
    fsyncSync(file);
  }
  closeSync(file);
}

function rewriteJson(round: number): void {
  const file = join(folder, `whole-${String(round)}.json`);
  appendFileSync(file, '');
  for (let n = 1; n <= few.length; n += 1) writeFileSync(file, JSON.stringify(few.slice(0, n)));
}
