import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, expect, test } from 'vitest';
import type { FactoryEvent } from '../../core/loop/event.ts';
import { FactoryEvent as FactoryEventSchema } from '../../core/loop/event.ts';
import { evolve } from '../../core/loop/evolve.ts';
import { openDatabase } from './sqlite.ts';
import { openStore } from './store.ts';
import type { Store } from './store-port.ts';

const open: Store[] = [];

async function store(folder = mkdtempSync(join(tmpdir(), 'teatree-store-'))) {
  const warnings: string[] = [];
  const opened = await openStore(
    folder,
    () => 1000,
    (text) => warnings.push(text),
  );
  open.push(opened);
  return { folder, warnings, ...opened };
}

afterEach(() => {
  for (const each of open.splice(0)) each.close();
});

function created(thread: string, number: number): FactoryEvent {
  return FactoryEventSchema.parse({
    type: 'thread.created',
    thread,
    number,
    brief: { thread, title: 'A thread', goal: 'Do it', repos: ['rep_a'], harness: { id: 'recipe', config: {} } },
    instruction: { id: `ins_${thread.slice(4)}`, kind: 'goal', text: 'Do it' },
  });
}

test('what was appended is there after the store was opened again, in order', async () => {
  const first = await store();
  first.journal.append(5, [created('thr_a', 1), created('thr_b', 2)]);
  first.close();
  open.length = 0;
  const second = await store(first.folder);
  expect(second.journal.read(0, 10).map(({ seq, at, event }) => [seq, at, event.type])).toEqual([
    [1, 5, 'thread.created'],
    [2, 5, 'thread.created'],
  ]);
  expect([...second.journal.load().state.threads.keys()]).toEqual(['thr_a', 'thr_b']);
});

test('a projection that lags behind the journal is caught up at the next start', async () => {
  const first = await store();
  const entries = first.journal.append(5, [created('thr_a', 1)]);
  const { state } = first.journal.load();
  for (const entry of entries) evolve(state, entry);
  first.journal.project(state, entries);
  first.journal.append(6, [
    FactoryEventSchema.parse({
      type: 'thread.dropped',
      thread: 'thr_a',
      reason: 'no',
      by: { who: 'person', via: 'cli' },
    }),
  ]);
  const loaded = (await store(first.folder)).journal.load();
  expect(loaded.seq).toBe(2);
  expect([...loaded.state.threads.values()][0]?.dropped?.reason).toBe('no');
});

test('what one start caught up is not forgotten by the next', async () => {
  const first = await store();
  first.journal.append(5, [created('thr_a', 1)]);
  const second = await store(first.folder);
  const { state } = second.journal.load();
  const entries = second.journal.append(6, [created('thr_b', 2)]);
  for (const entry of entries) evolve(state, entry);
  second.journal.project(state, entries);
  const third = await store(first.folder);
  expect([...third.journal.load().state.threads.keys()]).toEqual(['thr_a', 'thr_b']);
});

test('the journal refuses to change or delete an entry', async () => {
  const { folder, journal } = await store();
  journal.append(5, [created('thr_a', 1)]);
  const database = openDatabase(join(folder, 'journal.sqlite'));
  expect(() => database.exec("UPDATE events SET body = '{}'")).toThrow(/append-only/);
  expect(() => database.exec('DELETE FROM events')).toThrow(/append-only/);
  database.close();
});

test('a data folder of a newer version is refused before anything is changed', async () => {
  const { folder } = await store();
  const database = openDatabase(join(folder, 'journal.sqlite'));
  database.exec('PRAGMA user_version = 99');
  database.close();
  await expect(openStore(folder, () => 0)).rejects.toMatchObject({ failure: { code: 'schema-newer' } });
});

test('a settings file that is not JSON is kept aside and said once, and defaults are used', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'teatree-store-'));
  writeFileSync(join(folder, 'settings.json'), '{ "theme": "dark", ');
  const { settings, warnings } = await store(folder);
  expect(warnings.join()).toContain('settings.corrupt-1000.json');
  expect(readFileSync(join(folder, 'settings.corrupt-1000.json'), 'utf8')).toBe('{ "theme": "dark", ');
  expect(settings.read().theme).toBe('system');
});

test('a wrong field falls back to its default, is said at the start, and the other fields stay', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'teatree-store-'));
  writeFileSync(join(folder, 'settings.json'), '{ "theme": "dark", "wipLimit": "many" }');
  const { settings, warnings } = await store(folder);
  expect(warnings.join()).toContain('wipLimit');
  expect(settings.read()).toMatchObject({ theme: 'dark', wipLimit: 3 });
  expect(settings.update({ wipLimit: 5 }).wipLimit).toBe(5);
  expect(settings.read().wipLimit).toBe(5);
});

test('transcript items are read back in order, also those not yet flushed', async () => {
  const { transcripts } = await store();
  transcripts.append('run_a', { type: 'text', text: 'one', delta: false });
  transcripts.append('run_b', { type: 'text', text: 'other', delta: false });
  transcripts.append('run_a', { type: 'text', text: 'two', delta: false });
  expect(transcripts.read('run_a', 0, 10).map((item) => item.seq)).toEqual([1, 2]);
  expect(transcripts.read('run_a', 1, 10).map((item) => item.event)).toEqual([
    { type: 'text', text: 'two', delta: false },
  ]);
});

test('a pause of the gate is there after a start, and the latest judgements are found again', async () => {
  const { folder, journal } = await store();
  const { state } = journal.load();
  const paused = FactoryEventSchema.parse({
    ...{ type: 'gate.paused', target: { kind: 'everything' }, by: { who: 'person', via: 'cli' } },
  });
  const entries = journal.append(5, [paused]);
  for (const entry of entries) evolve(state, entry);
  journal.project(state, entries);
  const again = (await store(folder)).journal;
  expect(again.load().state.gate.pauses).toEqual([
    { target: { kind: 'everything' }, since: 5, until: undefined, by: { who: 'person', via: 'cli' } },
  ]);
  const verdict = { kind: 'allow', rule: 'default', reason: 'r' };
  const action = { call: 'c', tool: 'shell', title: 't', raw: 't', cwd: '/', expanded: [], fingerprint: 'f' };
  const judged = (at: number) =>
    FactoryEventSchema.parse({
      ...{ type: 'action.judged', thread: 'thr_a', run: 'run_a', policy: 'p' },
      ...{ action: { ...action, title: String(at) }, verdict },
    });
  again.append(6, [1, 2, 3].map(judged));
  again.append(7, [paused]);
  const titles = again.lastJudged(2).map(({ event }) => (event.type === 'action.judged' ? event.action.title : ''));
  expect(titles).toEqual(['2', '3']);
});

test.runIf(process.platform === 'linux')(
  'a file that may not grow any more fails the write, and does not end the program',
  async () => {
    const { folder } = await store();
    const limit = (most: string) => execFileSync('prlimit', ['--pid', String(process.pid), `--fsize=${most}:`]);
    limit('65536');
    try {
      expect(() => writeFileSync(join(folder, 'big'), Buffer.alloc(1 << 20))).toThrow('EFBIG');
      // The signal that comes with it arrives later.
      await sleep(50);
    } finally {
      limit('unlimited');
    }
  },
);
