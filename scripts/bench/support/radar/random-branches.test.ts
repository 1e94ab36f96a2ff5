import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { createRadar } from '../../../../main/radar/radar.ts';
import { headsOf, randomBranches } from './random-branches.ts';
import { realMerges } from './real-merge.ts';

// `npm run bench -- radar` compares 200 pairs.
test('the radar names the files that real merges of random branches leave open, and no others', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'teatree-radar-'));
  const repo = join(folder, 'repo');
  randomBranches({ folder: repo, files: 40, branches: 16, seed: 7 });
  const heads = headsOf(repo);
  const found = await createRadar(repo).look(heads);
  if (!found.ok) throw new Error(found.error.message);
  const merge = realMerges(repo);
  const pairs = heads.flatMap((a, at) => heads.slice(at + 1).map((b) => [a, b] as const));
  const told = pairs.map(([a, b]) => {
    const meeting = found.value.find((each) => each.a === a.name && each.b === b.name);
    return { a, b, files: [...new Set(meeting?.files.map(({ path }) => path) ?? [])].sort() };
  });
  const some = [...told.filter(({ files }) => files.length > 0).slice(0, 8), ...told.slice(0, 8)];
  expect(some.filter(({ files }) => files.length > 0).length).toBeGreaterThan(7);
  for (const { a, b, files } of some) expect(merge(a.commit, b.commit), `${a.name} ${b.name}`).toEqual(files);
  rmSync(folder, { recursive: true });
}, 60_000);
