import { chmodSync, existsSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test, vi } from 'vitest';
import { openEditor } from './open-editor.ts';

const folder = mkdtempSync(join(tmpdir(), 'teatree-editor-'));
const place = { file: "/work tree/it's -x.ts", line: 12, folder };

function program(name: string): () => Promise<string> {
  const out = join(folder, `${name}.out`);
  writeFileSync(join(folder, name), `#!/bin/sh\nprintf '%s|' "$@" > '${out}.part'; /bin/mv '${out}.part' '${out}'\n`);
  chmodSync(join(folder, name), 0o755);
  return async () => {
    await vi.waitFor(() => expect(existsSync(out)).toBe(true), { timeout: 5000 });
    return readFileSync(out, 'utf8');
  };
}

test('the editor of the settings comes before those that are found, and is led to the line', async () => {
  const code = program('code');
  const kate = program('kate');
  expect(await openEditor(place, 'kate --new', { PATH: folder })).toMatchObject({ ok: true });
  expect(await kate()).toBe(`--new|--line|12|${place.file}|`);
  expect(await openEditor(place, '', { PATH: folder })).toMatchObject({ ok: true });
  expect(await code()).toBe(`--goto|${place.file}:12|`);
});

test('an editor that draws in a terminal gets a window of one', async () => {
  program('vim');
  const terminal = program('term');
  const opened = await openEditor(place, '', { PATH: folder, EDITOR: 'vim', TERMINAL: join(folder, 'term') });
  expect(opened).toMatchObject({ ok: true });
  expect(await terminal()).toMatch(/^-e\|.*\.command\|$/);
});

test('an editor that is not there is named, with what to do; none is taken from the folder we are in', async () => {
  const missing = await openEditor(place, './code', { PATH: `${folder}/nowhere:.` });
  expect(missing).toMatchObject({ error: { code: 'editor-missing', message: 'There is no program ./code' } });
  expect(await openEditor(place, '', { PATH: '' })).toMatchObject({ error: { code: 'editor-missing' } });
});
