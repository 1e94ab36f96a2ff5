import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { seal } from './seal.ts';

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'teatree-seal-'));
  mkdirSync(join(folder, 'hooks', 'deep'), { recursive: true });
  for (const file of ['settings.json', 'hooks/gate.json', 'hooks/deep/a'])
    writeFileSync(join(folder, file), `${file} as it was`);
  write('own.json', '{"hooks":true}');
  symlinkSync('settings.json', join(folder, 'link'));
});
afterEach(() => rmSync(folder, { recursive: true }));

const write = (name: string, text = 'other') => writeFileSync(join(folder, name), text);

test.each<readonly [string, string, () => void]>([
  ['a file that is changed', 'settings.json', () => write('settings.json')],
  ['settings that say something else', 'own.json', () => write('own.json', '{"$version":4,"hooks":false}')],
  ['settings that are none any more', 'own.json', () => write('own.json', '{"hooks":true')],
  ['a file that goes', 'settings.json', () => rmSync(join(folder, 'settings.json'))],
  ['a file that comes beside ours', 'hooks', () => write('hooks/other.json')],
  ['a file deep inside that is changed', 'hooks', () => write('hooks/deep/a')],
  ['a file that comes where none may be', 'absent.json', () => write('absent.json')],
  [
    'a link that leads elsewhere',
    'link',
    () => {
      rmSync(join(folder, 'link'));
      symlinkSync('hooks/gate.json', join(folder, 'link'));
    },
  ],
])('%s breaks the seal, by its name, and what is put back does not mend it', async (_, name, change) => {
  const paths = ['settings.json', 'hooks', 'link', 'own.json', 'absent.json'].map((each) => join(folder, each));
  const { broken } = await seal('Odd', paths);
  write('beside.json');
  write('settings.json', 'settings.json as it was');
  write('own.json', '{ "hooks": true, "$version": 4 }\n');
  expect(await broken()).toBeUndefined();
  change();
  expect(await broken()).toContain(`Odd up was changed during the run: ${join(folder, name)}`);
  rmSync(folder, { recursive: true });
  mkdirSync(folder);
  expect(await broken()).toContain(join(folder, name));
});
