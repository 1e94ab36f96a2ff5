/** A small reader of zip archives, because a bare machine has neither `unzip` nor, yet, node_modules. */
import { createWriteStream } from 'node:fs';
import { chmod, mkdir, open } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { Readable, Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import zlib from 'node:zlib';

const END_OF_DIRECTORY = 0x06054b50;
const DIRECTORY_ENTRY = 0x02014b50;
const END_SIZE = 22;
const MAX_COMMENT = 0xffff;
const STORED = 0;
const DEFLATED = 8;

/**
 * One file of an archive. Sizes and offsets are bytes; `mode` is the Unix mode or 0.
 * @typedef {{ name: string, method: number, crc: number, packed: number, size: number, offset: number, mode: number }} ZipEntry
 */

/**
 * Unpacks the files of an archive, one at a time and streaming, so memory stays small whatever their size.
 * @param {string} archive path of the zip
 * @param {string} target folder, made if missing
 * @param {(name: string) => string | undefined} place where a file goes, relative to `target`; undefined leaves it out
 * @returns {Promise<number>} how many files were written
 */
export async function unzip(archive, target, place) {
  const file = await open(archive, 'r');
  try {
    let written = 0;
    for (const entry of await readDirectory(file)) {
      const name = entry.name.endsWith('/') ? undefined : place(entry.name);
      if (name === undefined) continue;
      await extract(file, entry, join(target, safe(name)));
      written += 1;
    }
    return written;
  } finally {
    await file.close();
  }
}

/**
 * @param {import('node:fs/promises').FileHandle} file
 * @returns {Promise<ZipEntry[]>}
 */
async function readDirectory(file) {
  const { size } = await file.stat();
  const tail = await read(file, Math.max(0, size - END_SIZE - MAX_COMMENT), Math.min(size, END_SIZE + MAX_COMMENT));
  let end = tail.length - END_SIZE;
  while (end >= 0 && tail.readUInt32LE(end) !== END_OF_DIRECTORY) end -= 1;
  if (end < 0) throw new Error('Not a zip archive: it has no directory');
  const count = tail.readUInt16LE(end + 10);
  const start = tail.readUInt32LE(end + 16);
  if (count === 0xffff || start === 0xffffffff) throw new Error('Zip64 archives are not supported');
  const directory = await read(file, start, tail.readUInt32LE(end + 12));
  const entries = [];
  for (let at = 0; entries.length < count;) {
    if (directory.readUInt32LE(at) !== DIRECTORY_ENTRY) throw new Error('Damaged zip archive: bad directory entry');
    const [nameLength, extraLength, commentLength] = [28, 30, 32].map((field) => directory.readUInt16LE(at + field));
    entries.push(parseEntry(directory, at, nameLength));
    at += 46 + nameLength + extraLength + commentLength;
  }
  return entries;
}

/** @param {Buffer} directory @param {number} at @param {number} nameLength @returns {ZipEntry} */
function parseEntry(directory, at, nameLength) {
  return {
    name: directory.toString('utf8', at + 46, at + 46 + nameLength),
    method: directory.readUInt16LE(at + 10),
    crc: directory.readUInt32LE(at + 16),
    packed: directory.readUInt32LE(at + 20),
    size: directory.readUInt32LE(at + 24),
    offset: directory.readUInt32LE(at + 42),
    mode: directory.readUInt32LE(at + 38) >>> 16,
  };
}

/** @param {import('node:fs/promises').FileHandle} file @param {ZipEntry} entry @param {string} path */
async function extract(file, entry, path) {
  if (entry.method !== STORED && entry.method !== DEFLATED)
    throw new Error(`${entry.name}: zip method ${entry.method}`);
  const header = await read(file, entry.offset, 30);
  const start = entry.offset + 30 + header.readUInt16LE(26) + header.readUInt16LE(28);
  await mkdir(dirname(path), { recursive: true });
  const sum = { crc: 0, size: 0 };
  const count = new Transform({
    transform(chunk, _encoding, done) {
      sum.crc = zlib.crc32(chunk, sum.crc);
      sum.size += chunk.length;
      done(null, chunk);
    },
  });
  const unpack = entry.method === DEFLATED ? [zlib.createInflateRaw()] : [];
  await pipeline([Readable.from(chunks(file, start, entry.packed)), ...unpack, count, createWriteStream(path)]);
  if (sum.crc !== entry.crc || sum.size !== entry.size) throw new Error(`Damaged zip archive: ${entry.name}`);
  if (entry.mode & 0o777) await chmod(path, entry.mode & 0o777);
}

/** @param {import('node:fs/promises').FileHandle} file @param {number} start @param {number} length */
async function* chunks(file, start, length) {
  const step = 1 << 20;
  for (let at = 0; at < length; at += step) yield await read(file, start + at, Math.min(step, length - at));
}

/** @param {import('node:fs/promises').FileHandle} file @param {number} position @param {number} length */
async function read(file, position, length) {
  const { buffer, bytesRead } = await file.read(Buffer.alloc(length), 0, length, position);
  if (bytesRead !== length) throw new Error('Damaged zip archive: it ends too early');
  return buffer;
}

/** Refuses names that would leave the target folder. @param {string} name */
function safe(name) {
  const parts = name.split(/[/\\]/);
  if (parts.includes('..') || name.startsWith('/') || /^[a-z]:/i.test(name))
    throw new Error(`Unsafe name in zip archive: ${name}`);
  return name;
}
