import { copyFileSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, expect, test } from 'vitest';
import { CommitId, RepoId, ThreadId } from '../../core/ids.ts';
import { FactoryEvent } from '../../core/loop/event.ts';
import { chance, put } from '../../core/secrets/testing/chance.ts';
import { openStore } from '../store/store.ts';
import { openArchive } from './archive.ts';
import type { Archive } from './archive.ts';
import { filesIn } from './changes.ts';

const thread = ThreadId.parse('thr_a');
const repo = RepoId.parse('rep_a');
const ends: (() => void)[] = [];

afterEach(() => {
  for (const end of ends.splice(0).reverse()) end();
});

async function library(folder = mkdtempSync(join(tmpdir(), 'teatree-search-'))) {
  let at = 1_000_000;
  const store = await openStore(folder, () => (at += 1000));
  ends.push(store.close);
  const record = (event: unknown) => store.journal.append((at += 1000), [FactoryEvent.parse(event)]);
  const open = () => {
    const archive = openArchive(folder);
    ends.push(archive.close);
    takeAll(archive);
    return archive;
  };
  return { folder, store, record, open };
}

function takeAll(archive: Archive): void {
  while (archive.step());
}

function titles(archive: Archive, text: string): readonly string[] {
  const { groups } = archive.find({ text, limit: 10 });
  return groups.flatMap(({ hits }) =>
    hits.map(({ what, parts }) => `${what}: ${parts.map((part) => part.text).join('')}`),
  );
}

const created = {
  type: 'thread.created',
  thread,
  number: 1,
  brief: { thread, title: 'Amounts in euros', goal: 'Read them', repos: [repo], harness: { id: 'recipe', config: {} } },
  instruction: { id: 'ins_a', kind: 'goal', text: 'Read them' },
};
const started = { type: 'run.started', thread, run: 'run_a', instruction: 'ins_a' };
const recorded = (head: string) => ({
  type: 'change-set.recorded',
  thread,
  changes: [
    { repo, base: 'a'.repeat(40), head: head.repeat(40), commits: 1, files: 1, added: 1, deleted: 0, uncommitted: [] },
  ],
});

test('what was said is found where it was said, and what is said later as well, without reading the rest again', async () => {
  const { store, record, open } = await library();
  record(created);
  record(started);
  store.transcripts.append('run_a', { type: 'text', text: 'The parser reads\n', delta: true });
  store.transcripts.append('run_a', { type: 'text', text: 'each amount\n', delta: true });
  store.transcripts.read('run_a', 0, 1);
  const archive = open();
  expect(titles(archive, 'eur')).toEqual(['goal: Amounts in euros Read them']);
  const { groups } = archive.find({ text: '"reads each"', kinds: ['transcript'], limit: 10 });
  expect(groups[0]?.hits).toMatchObject([{ thread, item: { stream: 'run_a', seq: 1 }, what: 'text' }]);
  store.transcripts.append('run_a', { type: 'error', message: 'the disk is full' });
  store.transcripts.read('run_a', 0, 1);
  archive.heard(['run_a']);
  takeAll(archive);
  expect(titles(archive, 'disk')).toEqual(['error: the disk is full']);
  expect(titles(archive, 'amount')).toHaveLength(2);
});

test('an index that is damaged, or of another journal, is made anew and finds the same', async () => {
  const { folder, record, open } = await library();
  record(created);
  open();
  for (const end of ends.splice(1)) end();
  const file = join(folder, 'search.sqlite');
  writeFileSync(file, 'not a database');
  expect(titles(open(), 'euros')).toHaveLength(1);
  for (const end of ends.splice(0).reverse()) end();
  const other = await library();
  other.record({ ...created, brief: { ...created.brief, title: 'Another story' } });
  ends
    .splice(0)
    .reverse()
    .forEach((end) => end());
  copyFileSync(file, join(other.folder, 'search.sqlite'));
  const again = await library(other.folder);
  expect([titles(again.open(), 'euros'), titles(again.open(), 'story')]).toMatchObject([[], [expect.any(String)]]);
});

test('the latest commits of a thread are asked for once, and their lines are found without what is secret', async () => {
  const { record, open } = await library();
  record(created);
  record(recorded('b'));
  record(recorded('c'));
  const archive = open();
  const [wanted] = archive.wants();
  expect(archive.wants()).toMatchObject([{ thread, repo, head: CommitId.parse('c'.repeat(40)) }]);
  const token = put('gh', 'p_', chance(3).letters(36));
  const diff = `diff --git a/src/euro.ts b/src/euro.ts\n--- a/src/euro.ts\n+++ b/src/euro.ts\n@@ -1 +1 @@\n+const euroSign = '${token}';\n`;
  if (wanted) archive.takeChange(wanted, diff);
  expect(archive.wants()).toEqual([]);
  const { groups } = archive.find({ text: 'eurosign', kinds: ['change'], limit: 5 });
  expect(groups[0]?.hits).toMatchObject([{ thread, file: { repo, path: 'src/euro.ts' } }]);
  expect(JSON.stringify(groups)).not.toContain(token);
  record(recorded('d'));
  takeAll(archive);
  expect(archive.wants()).toHaveLength(1);
});

test('the newest is found first, whatever was taken in first, and more than was asked for is told', async () => {
  const { store, record, open } = await library();
  record(created);
  record(started);
  for (const word of ['one', 'two', 'three'])
    store.transcripts.append('run_a', { type: 'error', message: `apple ${word}` });
  store.transcripts.append('check:thr_a:1:rep_a:lint', { type: 'error', message: 'apple four' });
  store.transcripts.read('run_a', 0, 1);
  const { groups } = open().find({ text: 'apple', kinds: ['transcript'], limit: 2 });
  const [group] = groups;
  expect(group?.more).toBe(true);
  expect(group?.hits.map(({ parts }) => parts.map((part) => part.text).join(''))).toEqual([
    'apple four',
    'apple three',
  ]);
});

test('the insights count what the journal says, and keep up with it', async () => {
  const { record, open } = await library();
  record(created);
  const archive = open();
  const today = '1970-01-01';
  expect(archive.insights(today, 7).insights.days.at(-1)?.created).toBe(1);
  record({ type: 'thread.dropped', thread, reason: '', by: { who: 'person', via: 'cli' } });
  archive.heard([]);
  takeAll(archive);
  expect(archive.insights(today, 7).insights.days.at(-1)?.dropped).toBe(1);
});

test('a diff is read file by file, whatever stands in its lines', () => {
  const diff = [
    'diff --git a/old.ts b/new.ts',
    '--- a/old.ts',
    '+++ b/new.ts',
    '@@ -1,2 +1,2 @@',
    '-was',
    '+is diff --git here',
    ' stays',
    'diff --git a/gone.ts b/gone.ts',
    '--- a/gone.ts',
    '+++ /dev/null',
    '@@ -1 +0,0 @@',
    '-all of it',
  ].join('\n');
  expect(filesIn(diff)).toEqual([
    { path: 'new.ts', text: 'was\nis diff --git here' },
    { path: 'gone.ts', text: 'all of it' },
  ]);
});
