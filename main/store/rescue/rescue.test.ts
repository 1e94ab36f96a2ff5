import { copyFileSync, cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import { statSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { FactoryEvent } from '../../../core/loop/event.ts';
import { openDatabase } from '../sqlite.ts';
import { openStore } from '../store.ts';

const entries = 120;

function created(number: number): FactoryEvent {
  const thread = `thr_${'a'.repeat(number)}`;
  return FactoryEvent.parse({
    ...{ type: 'thread.created', thread, number },
    brief: {
      thread,
      title: `Thread ${String(number)}`,
      goal: 'x'.repeat(90),
      repos: ['rep_a'],
      harness: { id: 'r', config: {} },
    },
    instruction: { id: `ins_${'a'.repeat(number)}`, kind: 'goal', text: 'Do it' },
  });
}

/** A data folder whose journal was closed in order, and one whose process was killed with its commits in the WAL. */
async function written(how: 'closed' | 'killed'): Promise<string> {
  const folder = mkdtempSync(join(tmpdir(), 'teatree-rescue-'));
  const store = await openStore(folder, () => 1000);
  const all = Array.from({ length: entries }, (_, index) => created(index + 1));
  store.journal.append(1, all.slice(0, -9));
  for (const event of all.slice(-9)) store.journal.append(2, [event]);
  if (how === 'closed') {
    store.close();
    return folder;
  }
  const cut = mkdtempSync(join(tmpdir(), 'teatree-rescue-'));
  cpSync(folder, cut, { recursive: true });
  store.close();
  rmSync(folder, { recursive: true });
  return cut;
}

async function reopened(folder: string) {
  const warnings: string[] = [];
  const store = await openStore(
    folder,
    () => 2000,
    (text) => warnings.push(text),
  );
  const found = store.journal.read(0, 10_000);
  const { seq } = store.journal.load();
  const more = store.journal.append(9, [created(entries + 1)]);
  store.close();
  return { warnings, count: found.length, last: found.at(-1)?.seq, seq, next: more[0]?.seq };
}

const whole = { count: entries, last: entries, seq: entries, next: entries + 1 };
const journal = (folder: string) => join(folder, 'journal.sqlite');
const mirror = (folder: string) => join(folder, 'journal.mirror');

const nul = 0;
const noise = 0xa5;

function fill(file: string, [from, to]: readonly [number, number], byte: number): void {
  writeFileSync(file, readFileSync(file).fill(byte, Math.max(0, from), to));
}

describe('nothing acknowledged is lost and the person is told when the journal', () => {
  const spoilt: Readonly<Record<string, (folder: string) => void>> = {
    'is full of NULs': (folder) => fill(journal(folder), [0, statSync(journal(folder)).size], nul),
    'begins with NULs': (folder) => fill(journal(folder), [0, 4096], nul),
    'has a page of noise in the middle': (folder) => fill(journal(folder), [8192, 12_288], noise),
    'is cut in the middle': (folder) => truncateSync(journal(folder), Math.floor(statSync(journal(folder)).size / 2)),
    'is empty': (folder) => truncateSync(journal(folder), 0),
    'is gone': (folder) => rmSync(journal(folder)),
    'is a folder': (folder) => {
      rmSync(journal(folder));
      mkdirSync(journal(folder));
    },
    'is text': (folder) => writeFileSync(journal(folder), 'hello\n'.repeat(1000)),
  };
  test.each(Object.entries(spoilt))('%s', async (_, spoil) => {
    const folder = await written('closed');
    spoil(folder);
    const found = await reopened(folder);
    expect(found).toMatchObject(whole);
    expect(found.warnings.join()).toMatch(/journal.*kept in/s);
    expect((await reopened(folder)).warnings).toEqual([]);
  });

  test('loses its write-ahead log', async () => {
    const folder = await written('killed');
    rmSync(`${journal(folder)}-wal`);
    const found = await reopened(folder);
    expect(found).toMatchObject(whole);
    expect(found.warnings.length).toBe(1);
  });
});

test('the damaged file is kept as it was, beside the reason', async () => {
  const folder = await written('closed');
  writeFileSync(journal(folder), 'hello');
  await reopened(folder);
  const [kept = ''] = readdirSync(join(folder, 'damaged'));
  expect(readFileSync(join(folder, 'damaged', kept, 'journal.sqlite'), 'utf8')).toBe('hello');
  expect(readFileSync(join(folder, 'damaged', kept, 'reason.txt'), 'utf8')).toContain('up to 120');
});

/** Every place of the last 4 KB at which a file may be torn, in every way. `TEATREE_TORN=1` tries all, otherwise each 797th. */
const tornEvery = Number(process.env['TEATREE_TORN'] ?? 797);
const torn = (
  ['closed journal.sqlite', 'killed journal.sqlite-wal', 'killed journal.sqlite', 'killed journal.mirror'] as const
)
  .flatMap((file) => (['cut', 'NUL', 'noise'] as const).map((how) => ({ file, how })))
  .flatMap((way) => Array.from({ length: 4096 }, (_, index) => ({ ...way, offset: index + 1 })))
  .filter((_, index) => index % tornEvery === 0);

test(
  'a torn end of the journal or its log, at any offset of the last 4 KB, loses nothing',
  { timeout: 30_000 + 200 * torn.length },
  async () => {
    const folders = { closed: await written('closed'), killed: await written('killed') };
    for (const { file, how, offset } of torn) {
      const [state = 'killed', name = ''] = file.split(' ') as ['closed' | 'killed', string];
      const folder = mkdtempSync(join(tmpdir(), 'teatree-rescue-'));
      cpSync(folders[state], folder, { recursive: true });
      const place = join(folder, name);
      const { size } = statSync(place);
      if (how === 'cut') truncateSync(place, Math.max(0, size - offset));
      else fill(place, [size - offset, size], how === 'NUL' ? nul : noise);
      expect(await reopened(folder), `${file}, ${how} ${String(offset)} bytes before its end`).toMatchObject(whole);
      rmSync(folder, { recursive: true });
    }
  },
);

test('with the mirror gone as well, what can be read up to the gap goes on, and what follows it is named', async () => {
  const folder = await written('closed');
  rmSync(mirror(folder));
  fill(journal(folder), [12_288, 16_384], noise);
  const found = await reopened(folder);
  expect(found.last).toBe(found.count);
  expect(found.next).toBe(found.count + 1);
  expect(found.warnings[0]).toMatch(/later ones follow a gap and are left out|were put together again/);
});

test('an interrupted recovery is taken up where its result was complete', async () => {
  const folder = await written('closed');
  copyFileSync(journal(folder), `${journal(folder)}.recovered`);
  for (const file of [journal(folder), mirror(folder)]) rmSync(file);
  expect(await reopened(folder)).toMatchObject(whole);
  expect(existsSync(`${journal(folder)}.recovered`)).toBe(false);
});

test('a mirror that belongs to another story is kept aside, and the journal holds', async () => {
  const folder = await written('closed');
  const other = mkdtempSync(join(tmpdir(), 'teatree-rescue-'));
  const store = await openStore(other, () => 1);
  store.journal.append(
    7,
    Array.from({ length: entries + 5 }, (_, index) => created(index + 2)),
  );
  store.close();
  copyFileSync(mirror(other), mirror(folder));
  const found = await reopened(folder);
  expect(found).toMatchObject(whole);
  expect(found.warnings.join()).toContain('another story');
});

test('an entry that cannot be read is passed over and told, and the others count', async () => {
  const folder = await written('closed');
  const database = openDatabase(journal(folder));
  database.exec(`INSERT INTO events (at, subject, type, body) VALUES (1, 's', 'tea.poured', '{"type":"tea.poured"}')`);
  database.close();
  const found = await reopened(folder);
  expect(found.count).toBe(entries);
  expect(found.warnings).toEqual([expect.stringContaining('Entry 121 of the journal cannot be read')]);
});

test('a damaged file of transcripts keeps what can be read of it', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'teatree-rescue-'));
  const store = await openStore(folder, () => 1000);
  for (let n = 0; n < 400; n += 1)
    store.transcripts.append('run_a', { type: 'text', text: `${String(n)} ${'x'.repeat(200)}`, delta: false });
  store.close();
  fill(join(folder, 'transcripts.sqlite'), [40_960, 45_056], noise);
  const warnings: string[] = [];
  const again = await openStore(
    folder,
    () => 1000,
    (text) => warnings.push(text),
  );
  const items = again.transcripts.read('run_a', 0, 1000);
  again.close();
  expect(items.length).toBeGreaterThan(300);
  expect(warnings.join()).toContain('items were saved');
});

test.each([
  'journal.sqlite',
  'journal.sqlite-wal',
  'journal.sqlite-shm',
  'journal.mirror',
  'transcripts.sqlite',
  'settings.json',
])('a folder in the place of %s is kept aside, and no entry is lost', async (name) => {
  const folder = await written('killed');
  rmSync(join(folder, name), { force: true });
  mkdirSync(join(folder, name));
  writeFileSync(join(folder, name, 'mine.txt'), 'mine');
  const { warnings, ...found } = await reopened(folder);
  expect(found).toEqual(whole);
  const kept = readdirSync(folder, { recursive: true }).map(String);
  expect(kept.filter((path) => path.endsWith('mine.txt'))).toHaveLength(1);
  expect(statSync(journal(folder)).isFile()).toBe(true);
  if (name !== 'journal.sqlite-shm') expect(warnings).not.toEqual([]);
});
