import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { CommitId } from '../../../../core/ids.ts';
import type { RadarHead } from '../../../../core/radar/conflict.ts';
import { createRadar } from '../../../../main/radar/radar.ts';
import { headsOf, randomBranches } from './random-branches.ts';
import { realMerges } from './real-merge.ts';

/** Which files the radar says are open between each two. */
async function toldOf(repo: string, heads: readonly RadarHead[]) {
  const found = await createRadar(repo).look(heads);
  if (!found.ok) throw new Error(found.error.message);
  const pairs = heads.flatMap((a, at) => heads.slice(at + 1).map((b) => [a, b] as const));
  return pairs.map(([a, b]) => {
    const meeting = found.value.find((each) => each.a === a.name && each.b === b.name);
    return { a, b, files: [...new Set(meeting?.files.map(({ path }) => path) ?? [])].sort() };
  });
}

/** Each two merged with each other both ways, and resolved in different ways: their tips have more than one merge base. */
function crossed(repo: string, heads: readonly RadarHead[]): readonly RadarHead[] {
  const git = (...args: string[]) => execFileSync('git', args, { cwd: repo, encoding: 'utf8' }).trim();
  const merge = (own: RadarHead, other: RadarHead, keeps: RadarHead): RadarHead => {
    const by = ['-c', 'user.name=b', '-c', 'user.email=b@b'];
    const parents = ['-p', own.commit, '-p', other.commit];
    const commit = git(...by, 'commit-tree', `${keeps.commit}^{tree}`, ...parents, '-m', 'cross');
    return { name: `${own.name}-crossed`, commit: CommitId.parse(commit) };
  };
  return heads.flatMap((a, at) => {
    const b = at % 2 === 0 ? heads[at + 1] : undefined;
    if (!b) return [];
    const pair = at % 4 === 0 ? [merge(a, b, a), merge(b, a, b)] : [merge(a, b, b), merge(b, a, a)];
    const bases = git('merge-base', '--all', ...pair.map(({ commit }) => commit)).split('\n');
    return bases.length > 1 ? pair : [];
  });
}

test('histories that cross each other are told as real merges leave them open', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'teatree-radar-'));
  const repo = join(folder, 'repo');
  randomBranches({ folder: repo, files: 10, branches: 12, seed: 11 });
  const heads = crossed(repo, headsOf(repo));
  expect(heads.length).toBeGreaterThan(6);
  const told = await toldOf(repo, heads);
  const merge = realMerges(repo);
  const partners = told.filter(({ a, b }) => heads.indexOf(a) % 2 === 0 && heads.indexOf(b) === heads.indexOf(a) + 1);
  expect(partners.filter(({ files }) => files.length > 0).length).toBeGreaterThan(1);
  for (const { a, b, files } of [...partners, ...told.slice(0, 6)])
    expect(merge(a.commit, b.commit), `${a.name} ${b.name}`).toEqual(files);
  rmSync(folder, { recursive: true });
}, 60_000);

// `npm run bench -- radar` compares 200 pairs.
test('the radar names the files that real merges of random branches leave open, and no others', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'teatree-radar-'));
  const repo = join(folder, 'repo');
  randomBranches({ folder: repo, files: 40, branches: 16, seed: 7 });
  const heads = headsOf(repo);
  const told = await toldOf(repo, heads);
  const merge = realMerges(repo);
  const some = [...told.filter(({ files }) => files.length > 0).slice(0, 8), ...told.slice(0, 8)];
  expect(some.filter(({ files }) => files.length > 0).length).toBeGreaterThan(7);
  for (const { a, b, files } of some) expect(merge(a.commit, b.commit), `${a.name} ${b.name}`).toEqual(files);
  rmSync(folder, { recursive: true });
}, 60_000);
