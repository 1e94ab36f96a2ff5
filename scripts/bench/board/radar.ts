// One branch of many moved: which others does it conflict with now? Ours, beside a `git merge-tree` for every pair.
import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CommitId } from '../../../core/ids.ts';
import type { Meeting, RadarHead } from '../../../core/radar/conflict.ts';
import { createRadar } from '../../../main/radar/radar.ts';
import { median } from '../support/measure.ts';
import { findPlanted } from '../support/radar/planted.ts';
import { headsOf, randomBranches } from '../support/radar/random-branches.ts';
import { realMerges } from '../support/radar/real-merge.ts';

const MAKE = '--make';
const moves = 9;

/** Repos are made by a process of its own: a process that has grown starts others slowly. */
if (process.argv[2] === MAKE) make();
else await measure(process.argv.slice(2).map(Number));

function make(): void {
  const [, , , folder = '', files, branches] = process.argv;
  randomBranches({ folder, files: Number(files), branches: Number(branches), seed: 50, calm: 20 });
}

async function measure([files = 10_000, comparedPairs = 200]: readonly number[]): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'teatree-radar-'));
  process.env['HOME'] = folder;
  const fifty = await oneHeadMoves(made(join(folder, '50', 'repo'), files, 49));
  const twoHundred = await oneHeadMoves(made(join(folder, '200', 'repo'), files, 199));
  const compared = await compareWithRealMerges(join(folder, 'random', 'repo'), comparedPairs);
  const planted = await findPlanted(join(folder, 'planted'));
  rmSync(folder, { recursive: true });
  const ours = { '50 branches': fifty.ms, '200 branches': twoHundred.ms };
  const { naive, ratio } = fifty;
  const limit =
    '50 branches at most 60 ms and 150 times faster; 200 at most 200 ms; the files of real merges; the planted pair';
  const found = planted.red.join() === 'a+c';
  const met = [fifty.ms <= 60, ratio >= 150, twoHundred.ms <= 200, compared.different.length === 0, found];
  const more = { firstLook: [fifty.first, twoHundred.first], conflicts: [fifty.conflicts, twoHundred.conflicts] };
  const pass = met.every(Boolean);
  console.log(
    JSON.stringify(
      { bench: 'radar', files, ours, naive, ratio, ...more, compared, planted, limit, pass },
      undefined,
      2,
    ),
  );
}

type Made = { readonly repo: string; readonly heads: readonly RadarHead[] };

function made(repo: string, files: number, branches: number): Made {
  execFileSync(process.execPath, [process.argv[1] ?? '', MAKE, repo, String(files), String(branches)]);
  return { repo, heads: headsOf(repo) };
}

/** Milliseconds of the first look, and of one after a head moved, beside what a process per pair takes at that time. */
async function oneHeadMoves({ repo, heads: start }: Made) {
  let heads = start;
  const radar = createRadar(repo);
  let conflicts = 0;
  const look = async () => {
    const at = performance.now();
    const found = await radar.look(heads);
    if (!found.ok) throw new Error(found.error.message);
    conflicts = found.value.filter((meeting) => meeting.files.length > 0).length;
    return performance.now() - at;
  };
  const first = await look();
  const rounds: { readonly ms: number; readonly naive: number }[] = [];
  for (let move = 0; move < moves; move += 1) {
    heads = heads.map((head, at) => (at === move * 3 ? moved(repo, head) : head));
    rounds.push({ naive: spawnPerPair(repo, pairsOf(heads), move), ms: await look() });
  }
  const ms = median(rounds.map((round) => round.ms));
  const naive = median(rounds.map((round) => round.naive));
  return { first, ms, naive, ratio: naive / ms, conflicts };
}

/** A further commit with one more line in a file that the branch has edited. */
function moved(repo: string, { name, commit }: RadarHead): RadarHead {
  const file = git(repo, 'diff-tree', '-r', '--name-only', `${commit}~`, commit).split('\n')[0] ?? '';
  const text = `${git(repo, 'show', `${commit}:${file}`)}\nmore\n`;
  const head = `commit refs/heads/${name}\ncommitter Bench <b@b> 1800000000 +0000\ndata 1\nm\nfrom ${commit}\n`;
  const input = `${head}M 100644 inline ${file}\ndata ${String(text.length)}\n${text}\n`;
  execFileSync('git', ['fast-import', '--quiet'], { cwd: repo, input });
  return { name, commit: CommitId.parse(git(repo, 'rev-parse', name)) };
}

/** What telling all pairs costs when a process is started for each: some calls, times the pairs. */
function spawnPerPair(repo: string, pairs: ReturnType<typeof pairsOf>, round: number): number {
  const times = pairs
    .filter((_, at) => at % 120 === round)
    .map(([a, b]) => {
      const start = performance.now();
      spawnSync('git', ['merge-tree', '--write-tree', a.commit, b.commit], { cwd: repo });
      return performance.now() - start;
    });
  return median(times) * pairs.length;
}

async function compareWithRealMerges(repo: string, comparedPairs: number) {
  randomBranches({ folder: repo, files: 120, branches: 60, seed: 20 });
  const heads = headsOf(repo);
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
