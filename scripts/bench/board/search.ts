// What a search over everything recorded costs: our index, and reading it all again, on the same journal and transcripts.
import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { openArchive } from '../../../main/search/archive.ts';
import { openDatabase } from '../../../main/store/sqlite.ts';
import { openStore } from '../../../main/store/store.ts';
import { factoryLife } from '../support/factory-life.ts';
import { median, timed } from '../support/measure.ts';

const threads = Number(process.argv[2] ?? 10_000);
const itemsEach = 20;
const rounds = 200;
const naiveRounds = 5;
const folder = mkdtempSync(join(tmpdir(), 'teatree-bench-'));
const next = numbers(7);
const words = Array.from({ length: 20_000 }, () => Array.from({ length: 3 + (next() % 7) }, letter).join(''));
/** Few words are common and most are rare, as in any text. */
const word = () => words[Math.floor(words.length * ((next() % 1000) / 1000) ** 3)] ?? '';
const sentence = (length: number) => Array.from({ length }, word).join(' ');

const store = await openStore(folder, Date.now);
const events = factoryLife(threads).map(({ event }) => event);
for (let at = 0; at < events.length; at += 5000) store.journal.append(Date.now(), events.slice(at, at + 5000));
for (let n = 0; n < threads; n += 1)
  for (let item = 0; item < itemsEach; item += 1)
    store.transcripts.append(`run_r${String(n)}`, { type: 'text', text: sentence(30), delta: false });
store.transcripts.read('run_r0', 0, 1);

const archive = openArchive(folder);
const steps: number[] = [];
for (let more = true; more;) steps.push(timed(() => (more = archive.step())));
const queries = Array.from({ length: rounds }, (_, n) =>
  [word().slice(0, 3 + (n % 3)), ...(n % 2 ? [word()] : [])].join(' '),
);
const found = queries.map((text) => timed(() => void archive.find({ text, limit: 20 })));
const all = openDatabase(join(folder, 'transcripts.sqlite'));
const scan = all.prepare('SELECT stream, seq FROM items WHERE body LIKE ? LIMIT 100000');
const naive = queries.slice(0, naiveRounds).map((text) => timed(() => void scan.all(`%${text.replaceAll(' ', '%')}%`)));
const counted = timed(() => void archive.insights('2023-11-14', 30));
const size = statSync(join(folder, 'search.sqlite')).size;
all.close();
archive.close();
store.close();
rmSync(folder, { recursive: true });

const p95 = found.toSorted((a, b) => a - b)[Math.floor(rounds * 0.95)] ?? Number.NaN;
console.log(
  JSON.stringify({
    ...{ threads, entries: events.length, items: threads * itemsEach, loadAverage: loadavg()[0] },
    ours: { medianMs: median(found), p95Ms: p95 },
    naive: { medianMs: median(naive) },
    ratio: median(naive) / median(found),
    indexing: { seconds: steps.reduce((sum, each) => sum + each, 0) / 1000, longestStepMs: Math.max(...steps) },
    insightsMs: counted,
    indexMegabytes: size / 1_000_000,
  }),
);

function numbers(seed: number): () => number {
  let state = seed;
  return () => (state = (state * 1_103_515_245 + 12_345) % 2_147_483_648) >>> 8;
}

function letter(): string {
  return String.fromCharCode(97 + (next() % 26));
}
