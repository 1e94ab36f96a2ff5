import { expect, test, vi } from 'vitest';
import { webAddress } from './open-link.ts';

vi.mock('electron', () => ({}));

test('only pages of the web are links, and none that pretends to be another', () => {
  expect(webAddress('https://example.com/a?b#c')?.href).toBe('https://example.com/a?b#c');
  expect(webAddress('http://localhost:3000')?.href).toBe('http://localhost:3000/');
  for (const link of [
    'file:///etc/passwd',
    'javascript:alert(1)',
    'app://teatree/index.html',
    'vscode://file/etc/passwd',
    'https://github.com@evil.example/',
    'https://user:word@example.com/',
    '//example.com',
    'example.com',
    '',
  ])
    expect(webAddress(link), link).toBeUndefined();
});
