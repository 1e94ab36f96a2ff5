import { existsSync, mkdirSync, mkdtempSync, rmdirSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { HarnessEvent } from '../../../core/model/harness-event.ts';
import { openTranscriptFile } from '../rescue/open-transcripts.ts';
import { openStore } from '../store.ts';
import { createTranscripts } from '../transcripts.ts';
import { afterSync } from './after-sync.ts';

const folder = () => mkdtempSync(join(tmpdir(), 'teatree-transcripts-'));
const said = (text: string): HarnessEvent => ({ type: 'text', text, delta: true });

test('many small pieces of one moment are kept and told as one, and in order with what stands between them', async () => {
  const { transcripts, close } = await openStore(folder(), Date.now);
  const told: HarnessEvent[] = [];
  transcripts.subscribe((_stream, items) => told.push(...items.map(({ event }) => event)));
  const output: HarnessEvent = { type: 'tool-output', call: 'c', text: 'ok\n' };
  for (const event of [said('one '), said('two\n'), output, said('three '), said('four\n')])
    transcripts.append('run_a', event);
  const whole = [said('one two\n'), output, said('three four\n')];
  await expect.poll(() => told).toEqual(whole);
  expect(transcripts.read('run_a', 0, 10).map(({ event }) => event)).toEqual(whole);
  close();
});

test('who asks while a file is being synced is told after it, in turn; a log that is closed and gone holds nobody up', async () => {
  const file = join(folder(), 'log');
  const told: number[] = [];
  writeFileSync(file, '');
  const whenSynced = afterSync(file);
  for (const each of [1, 2, 3]) whenSynced(() => told.push(each));
  expect(told).toEqual([]);
  await expect.poll(() => told).toEqual([1, 2, 3]);
  const gone = afterSync(`${file}-wal`);
  gone(() => told.push(4));
  await expect.poll(() => told.at(-1)).toBe(4);
  expect(existsSync(`${file}-wal`)).toBe(false);
});

test('while the disk is full what is said is kept and written later, in order, and what is too much is counted', async () => {
  const { database } = openTranscriptFile(join(folder(), 'transcripts.sqlite'), Date.now, console.error);
  const transcripts = createTranscripts(database, Date.now, 20);
  const line = (n: number): HarnessEvent => ({ type: 'text', text: `${String(n)} ${'x'.repeat(900)}`, delta: false });
  database.exec('PRAGMA max_page_count = 1');
  for (let n = 0; n < 25; n += 1) transcripts.append('run_a', line(n));
  expect(transcripts.read('run_a', 0, 100)).toEqual([]);
  database.exec('PRAGMA max_page_count = 1000000');
  transcripts.flush();
  transcripts.flush();
  const events = transcripts.read('run_a', 0, 100).map(({ event }) => event);
  expect(events.slice(0, 20)).toEqual(Array.from({ length: 20 }, (_, n) => line(n)));
  expect(events[20]).toMatchObject({
    type: 'error',
    message: expect.stringContaining('5 items are not kept') as string,
  });
  database.close();
});

test('what cannot be synced is tried again, and told only then', async () => {
  const file = join(folder(), 'log');
  const told: number[] = [];
  mkdirSync(file);
  const whenSynced = afterSync(file);
  whenSynced(() => told.push(1));
  await new Promise((resolve) => setTimeout(resolve, 100));
  expect(told).toEqual([]);
  rmdirSync(file);
  writeFileSync(file, '');
  whenSynced(() => told.push(2));
  await expect.poll(() => told, { timeout: 5000 }).toEqual([1, 2]);
});
