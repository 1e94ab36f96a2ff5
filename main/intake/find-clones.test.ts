import { mkdirSync, mkdtempSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { createCloneSearch } from './find-clones.ts';

function home(...folders: readonly string[]): string {
  const root = mkdtempSync(join(tmpdir(), 'teatree-home-'));
  for (const folder of folders) mkdirSync(join(root, folder), { recursive: true });
  return root;
}

test('clones in usual and unusual places are found, and none inside another, hidden, linked or in what others made', async () => {
  const root = home(
    ...['src/api/.git', 'src/api/inner/.git', 'things/web/.git', '.cache/hidden/.git'],
    ...['src/node_modules/lib/.git', 'src/a/b/c/d/too-deep/.git'],
  );
  mkdirSync(join(root, 'src/worktree'));
  writeFileSync(join(root, 'src/worktree/.git'), 'gitdir: elsewhere');
  symlinkSync(root, join(root, 'circle'));
  const search = createCloneSearch(root);
  await expect.poll(() => search.status().state).toBe('done');
  expect(
    search
      .status()
      .found.map(({ name }) => name)
      .sort(),
  ).toEqual(['api', 'web']);
});

test('a search that is stopped keeps what it found, says so, and can begin anew', async () => {
  const root = home('src/api/.git');
  const search = createCloneSearch(root);
  search.status();
  search.stop();
  await expect.poll(() => search.status().state).toBe('cut');
  search.anew();
  await expect.poll(() => search.status().state).toBe('done');
  expect(search.status().found).toHaveLength(1);
});
