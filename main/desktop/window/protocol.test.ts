import { mkdtemp, mkdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { answer, pathOf } from './protocol.ts';

vi.mock('electron', () => ({ protocol: {} }));

let folder = '';
let root = '';
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'teatree-page-'));
  root = join(folder, 'renderer');
  await mkdir(join(root, 'assets'), { recursive: true });
  await writeFile(join(root, 'index.html'), '<p>board</p>');
  await writeFile(join(root, 'assets', 'main.js'), '1');
  await writeFile(join(folder, 'secret.html'), 'secret');
});
afterAll(() => rm(folder, { recursive: true }));

test('the page is served with its type and a policy that closes everything remote', async () => {
  const response = await answer(root, 'GET', 'app://teatree/');
  expect(response.status).toBe(200);
  expect(await response.text()).toBe('<p>board</p>');
  expect(response.headers.get('content-type')).toBe('text/html; charset=utf-8');
  expect(response.headers.get('x-content-type-options')).toBe('nosniff');
  expect(response.headers.get('content-security-policy')).toMatch(/^default-src 'none'; script-src 'self'; /);
  const script = await answer(root, 'GET', 'app://teatree/assets/main.js?v=1');
  expect(script.headers.get('content-type')).toBe('text/javascript; charset=utf-8');
});

test.each([
  'app://teatree/../secret.html',
  'app://teatree/%2e%2e/secret.html',
  'app://teatree/..%2fsecret.html',
  'app://teatree/assets/..%2f..%2fsecret.html',
  'app://teatree/..%5csecret.html',
  'app://teatree/%00.html',
  'app://teatree/%E0%A4%A',
  'app://elsewhere/index.html',
  'app://teatree/assets',
  'app://teatree/missing.js',
])('nothing outside the page is served: %s', async (url) => {
  expect((await answer(root, 'GET', url)).status).toBe(404);
});

test('only reading is answered', async () => {
  expect((await answer(root, 'POST', 'app://teatree/index.html')).status).toBe(405);
  expect(await (await answer(root, 'HEAD', 'app://teatree/index.html')).text()).toBe('');
});

test('a folder whose name begins like the root is outside', () => {
  expect(pathOf('/app/renderer', 'app://teatree/..%2frenderer-old%2findex.html')).toBeUndefined();
});
