import { expect, test } from 'vitest';
import { writeAsar } from './asar.mjs';

test('each file is found where the header says', () => {
  const files = { 'package.json': '{"main":"main.js"}', 'main.js': 'console.log("ü")', 'empty.js': '' };
  const asar = writeAsar(files);

  expect(asar.readUInt32LE(0)).toBe(4);
  const body = 8 + asar.readUInt32LE(4);
  const header = JSON.parse(asar.toString('utf8', 16, 16 + asar.readUInt32LE(12)));
  const read = Object.entries(header.files).map(([name, { offset, size }]) => {
    const start = body + Number(offset);
    return [name, asar.toString('utf8', start, start + size)];
  });
  expect(Object.fromEntries(read)).toEqual(files);
});
