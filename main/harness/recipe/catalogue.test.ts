import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { recipeShelf } from './catalogue.ts';

const skills = fileURLToPath(new URL('../../../skills', import.meta.url));
let own: string;
beforeEach(() => {
  own = mkdtempSync(join(tmpdir(), 'teatree-own-'));
});
afterEach(() => rmSync(own, { recursive: true, force: true }));

test('every shipped recipe loads', async () => {
  const listed = await recipeShelf({ skills, own: join(own, 'missing') }).list();
  expect(listed.map((recipe) => recipe.name)).toEqual([
    'add-editorconfig',
    'bump-node-version',
    'rename-export',
    'sample-rename',
  ]);
  expect(listed.map((recipe) => recipe.error).filter(Boolean)).toEqual([]);
  expect(listed[2]).toMatchObject({
    title: 'Rename an exported name',
    source: 'skill',
    inputs: [{ name: 'from', description: 'The name as it is now', default: undefined }, { name: 'to' }],
  });
});

test('own recipes stand beside the shipped ones, a broken one with its error', async () => {
  writeFileSync(join(own, 'rename-export.yaml'), 'title: Mine\nsteps: [{ run: a }]');
  writeFileSync(join(own, 'broken.yml'), 'title: Broken\nstep: []');
  mkdirSync(join(own, 'notes'));
  const catalogue = recipeShelf({ skills, own });
  const listed = await catalogue.list();
  expect(listed.find((recipe) => recipe.name === 'broken')?.error).toContain(
    'broken.yml:2: step: unknown key; Did you mean steps?',
  );
  expect(listed.filter((recipe) => recipe.title === 'Mine')).toMatchObject([{ name: 'rename-export', source: 'user' }]);
  expect(await catalogue.find('rename-export')).toMatchObject({ ok: true, value: { file: 'rename-export.yaml' } });
  expect(await catalogue.find('changing-several-repos/rename-export')).toMatchObject({ ok: true });
  expect(await catalogue.find('rename-exprot')).toMatchObject({
    ok: false,
    error: { next: 'Did you mean rename-export?' },
  });
});
