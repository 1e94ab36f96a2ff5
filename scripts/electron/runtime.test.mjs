import { expect, test } from 'vitest';
import { officialUrl } from './runtime.mjs';

const file = `electron-v45.4.1-${process.platform}-${process.arch}.zip`;

test('the official download is asked for by default', () => {
  expect(officialUrl('45.4.1', {})).toBe(`https://github.com/electron/electron/releases/download/v45.4.1/${file}`);
});

test("a mirror is honoured as Electron's installer does", () => {
  const env = { ELECTRON_MIRROR: 'https://mirror.example/electron/', ELECTRON_CUSTOM_DIR: '{{ version }}' };
  expect(officialUrl('45.4.1', env)).toBe(`https://mirror.example/electron/45.4.1/${file}`);
});
