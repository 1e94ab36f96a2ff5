import { mkdtempSync, readFileSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import zlib from 'node:zlib';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { unzip } from './zip.mjs';

let folder = '';
beforeEach(() => (folder = mkdtempSync(join(tmpdir(), 'zip-'))));
afterEach(() => rmSync(folder, { recursive: true }));

const big = Buffer.alloc(3 << 20, 'electron ');
const place = (name) => name;

test('stored and deflated files come out as they went in, with their modes', async () => {
  const archive = zip([
    { name: 'bin/tool', body: big, mode: 0o755 },
    { name: 'notes.txt', body: Buffer.from('hi'), stored: true },
  ]);
  expect(await unzip(archive, join(folder, 'out'), place)).toBe(2);
  expect(readFileSync(join(folder, 'out/bin/tool')).equals(big)).toBe(true);
  expect(readFileSync(join(folder, 'out/notes.txt'), 'utf8')).toBe('hi');
  if (process.platform !== 'win32') expect(statSync(join(folder, 'out/bin/tool')).mode & 0o777).toBe(0o755);
});

test('files can be renamed and left out', async () => {
  const archive = zip([
    { name: 'App/App', body: Buffer.from('x') },
    { name: 'App/resources/app.js', body: Buffer.from('y') },
  ]);
  const toElectron = (name) => (name === 'App/App' ? 'electron' : undefined);
  expect(await unzip(archive, join(folder, 'out'), toElectron)).toBe(1);
  expect(readdirSync(join(folder, 'out'))).toEqual(['electron']);
});

test.each(['../outside', '/etc/passwd', 'a/../../b', 'C:\\x'])('the name %s is refused', async (name) => {
  const archive = zip([{ name, body: Buffer.from('x') }]);
  await expect(unzip(archive, join(folder, 'out'), place)).rejects.toThrow('Unsafe name');
});

test('damage is noticed', async () => {
  const archive = zip([{ name: 'a', body: Buffer.from('hello hello'), stored: true }]);
  const bytes = readFileSync(archive);
  bytes[bytes.indexOf('hello')] ^= 1;
  writeFileSync(archive, bytes);
  await expect(unzip(archive, join(folder, 'out'), place)).rejects.toThrow('Damaged zip archive: a');

  writeFileSync(archive, bytes.subarray(0, 40));
  await expect(unzip(archive, join(folder, 'out'), place)).rejects.toThrow('Not a zip archive');
});

/** Writes an archive and returns its path. */
function zip(files) {
  const parts = [];
  const directory = [];
  let offset = 0;
  for (const { name, body, mode = 0o644, stored = false } of files) {
    const packed = stored ? body : zlib.deflateRawSync(body);
    const common = Buffer.alloc(26);
    common.writeUInt16LE(20, 0);
    common.writeUInt16LE(stored ? 0 : 8, 4);
    common.writeUInt32LE(zlib.crc32(body), 10);
    common.writeUInt32LE(packed.length, 14);
    common.writeUInt32LE(body.length, 18);
    common.writeUInt16LE(name.length, 22);
    const tail = Buffer.alloc(14);
    tail.writeUInt32LE((mode << 16) >>> 0, 6);
    tail.writeUInt32LE(offset, 10);
    const local = Buffer.concat([Buffer.from('PK\x03\x04'), common, Buffer.from(name), packed]);
    directory.push(Buffer.concat([Buffer.from('PK\x01\x02\x14\x03'), common, tail, Buffer.from(name)]));
    parts.push(local);
    offset += local.length;
  }
  const size = directory.reduce((sum, entry) => sum + entry.length, 0);
  const end = Buffer.alloc(22);
  end.write('PK\x05\x06', 'latin1');
  end.writeUInt16LE(files.length, 8);
  end.writeUInt16LE(files.length, 10);
  end.writeUInt32LE(size, 12);
  end.writeUInt32LE(offset, 16);
  const path = join(folder, 'archive.zip');
  writeFileSync(path, Buffer.concat([...parts, ...directory, end]));
  return path;
}
