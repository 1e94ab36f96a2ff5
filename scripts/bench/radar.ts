// One branch of many moved: which others does it conflict with now? Ours, beside a `git merge-tree` for every pair.
import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CommitId } from '../../core/ids.ts';
import type { Meeting, RadarHead } from '../../core/radar/conflict.ts';
import { createRadar } from '../../main/radar/radar.ts';
import { median } from './support/measure.ts';
import { randomBranches } from './support/radar/random-branches.ts';
import { realMerges } from './support/radar/real-merge.ts';

const [files = 10_000, comparedPairs = 200] = process.argv.slice(2).map(Number);
const moves = 7;
const folder = mkdtempSync(join(tmpdir(), 'teatree-radar-'));
process.env['HOME'] = folder;

const fifty = await oneHeadMoves(50);
const naive = spawnPerPair(fifty.repo, fifty.heads);
const twoHundred = await oneHeadMoves(200);
const compared = await compareWithRealMerges();
rmSync(folder, { recursive: true });

const ours = { '50 branches': fifty.ms, '200 branches': twoHundred.ms };
const ratio = naive / fifty.ms;
const limit = '50 branches at most 60 ms and 150 times faster; 200 at most 200 ms; the files of real merges';
const met = [fifty.ms <= 60, ratio >= 150, twoHundred.ms <= 200, compared.different.length === 0];
console.log(
  JSON.stringify(
    {
      ...{ bench: 'radar', files, ours, naive, ratio, firstLook: { 50: fifty.first, 200: twoHundred.first } },
      ...{ conflicts: { 50: fifty.conflicts, 200: twoHundred.conflicts }, compared, limit, pass: met.every(Boolean) },
    },
    undefined,
    2,
  ),
);

/** Milliseconds of the first look, and of one after a head moved. */
async function oneHeadMoves(branches: number) {
  const repo = join(folder, String(branches), 'repo');
  const made = randomBranches({ folder: repo, files, branches: branches - 1, seed: branches, calm: 20 });
  let heads = made;
  const radar = createRadar(repo);
  let conflicts = 0;
  const look = async () => {
    const start = performance.now();
    const found = await radar.look(heads);
    const ms = performance.now() - start;
    if (!found.ok) throw new Error(found.error.message);
    conflicts = found.value.filter((meeting) => meeting.files.length > 0).length;
    return ms;
  };
  const first = await look();
  const times: number[] = [];
  for (let move = 0; move < moves; move += 1) {
    heads = heads.map((head, at) => (at === move * 3 ? moved(repo, head) : head));
    times.push(await look());
  }
  return { repo, heads, first, ms: median(times), conflicts };
}

/** A further commit with one more line in a file that others edit too. */
function moved(repo: string, { name, commit }: RadarHead): RadarHead {
  const file = git(repo, 'diff-tree', '-r', '--name-only', `${commit}~`, commit).split('\n')[0] ?? '';
  const text = `${git(repo, 'show', `${commit}:${file}`)}\nmore\n`;
  const head = `commit refs/heads/${name}\ncommitter Bench <b@b> 1800000000 +0000\ndata 1\nm\nfrom ${commit}\n`;
  const input = `${head}M 100644 inline ${file}\ndata ${String(text.length)}\n${text}\n`;
  execFileSync('git', ['fast-import', '--quiet'], { cwd: repo, input });
  return { name, commit: CommitId.parse(git(repo, 'rev-parse', name)) };
}

/** What telling all pairs costs when each is asked for by itself, as a median call times the pairs. */
function spawnPerPair(repo: string, heads: readonly RadarHead[]): number {
  const pairs = pairsOf(heads);
  const sample = pairs.filter((_, at) => at % 40 === 0);
  const times = sample.map(([a, b]) => {
    const start = performance.now();
    spawnSync('git', ['merge-tree', '--write-tree', a.commit, b.commit], { cwd: repo });
    return performance.now() - start;
  });
  return median(times) * pairs.length;
}

async function compareWithRealMerges() {
  const repo = join(folder, 'random', 'repo');
  const heads = randomBranches({ folder: repo, files: 120, branches: 60, seed: 20 });
  const found = await createRadar(repo).look(heads);
  if (!found.ok) throw new Error(found.error.message);
  const merge = realMerges(repo);
  const pairs = pairsOf(heads);
  const every = Math.max(1, Math.floor(pairs.length / comparedPairs));
  const compared = pairs.filter((_, at) => at % every === 0).slice(0, comparedPairs);
  const rows = compared.map(([a, b]) => {
    const meeting = found.value.find((each) => each.a === a.name && each.b === b.name);
    return { a: a.name, b: b.name, ours: pathsOf(meeting), real: merge(a.commit, b.commit) };
  });
  const merged = rows.filter(({ real }) => real !== undefined);
  const different = merged.filter(({ ours, real }) => ours.join('\0') !== real?.join('\0'));
  const conflicting = merged.filter(({ real }) => real?.length).length;
  return { pairs: merged.length, brokenByGit: rows.length - merged.length, conflicting, different };
}

function pathsOf(meeting: Meeting | undefined): readonly string[] {
  return [...new Set(meeting?.files.map(({ path }) => path) ?? [])].sort();
}

function pairsOf(heads: readonly RadarHead[]): readonly (readonly [RadarHead, RadarHead])[] {
  return heads.flatMap((a, at) => heads.slice(at + 1).map((b) => [a, b] as const));
}

function git(cwd: string, ...args: readonly string[]): string {
  return execFileSync('git', args, { cwd, encoding: 'utf8' }).trim();
}
