import { execFileSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { CommitId } from '../../../../core/ids.ts';
import type { RadarHead } from '../../../../core/radar/conflict.ts';
import { togetherChecker } from '../../../../main/checks/check-together.ts';
import { createRadar } from '../../../../main/radar/radar.ts';

const values = ['a', 'b', 'c', 'd'];
/** Lines so far apart that a change of one merges with a change of another. */
const fileWith = (changed: string) =>
  values.map((name) => `${name}=${name === changed ? '1' : '0'}\n${'#\n'.repeat(9)}`).join('');
/** Red where `a` and `c` are both there, which no branch alone has. */
const command = '. ./values.sh; test $((a + c)) -le 1';

/** Branches that all change one file and merge cleanly; of their pairs one is red together. Which ones does the radar find? */
export async function findPlanted(repo: string): Promise<{ readonly tried: number; readonly red: readonly string[] }> {
  const heads = plant(repo);
  const met = await createRadar(repo).look(heads);
  if (!met.ok) throw new Error(met.error.message);
  const check = togetherChecker({ repo, command, signal: new AbortController().signal });
  const red: string[] = [];
  const clean = met.value.filter(({ files, shared }) => files.length === 0 && shared.length > 0);
  for (const { a, b } of clean) {
    const commits = [a, b].flatMap((name) => heads.find((head) => head.name === name)?.commit ?? []);
    const [one, two] = commits;
    if (!one || !two) continue;
    const together = await check(one, two);
    if (!together.ok) throw new Error(together.error.message);
    if (together.value === 'red-together') red.push(`${a}+${b}`);
  }
  return { tried: clean.length, red };
}

function plant(repo: string): readonly RadarHead[] {
  mkdirSync(repo, { recursive: true });
  const git = (...args: readonly string[]) => execFileSync('git', args, { cwd: repo, encoding: 'utf8' }).trim();
  const commit = (changed: string) => {
    writeFileSync(join(repo, 'values.sh'), fileWith(changed));
    git('add', '-A');
    git('-c', 'user.name=Bench', '-c', 'user.email=b@b', 'commit', '-q', '-m', changed);
    return CommitId.parse(git('rev-parse', 'HEAD'));
  };
  git('init', '-q', '-b', 'main');
  const base = commit('none');
  return values.map((name) => {
    git('checkout', '-q', '-b', name, base);
    return { name, commit: commit(name) };
  });
}
