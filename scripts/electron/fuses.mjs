/**
 * Electron's fuses: one byte each in the executable, after a sentinel, a version byte and a length byte.
 * https://www.electronjs.org/docs/latest/tutorial/fuses
 */
import { open } from 'node:fs/promises';

const SENTINEL = Buffer.from('dL7pKGdnNz796PbbjQWNKmHXBZaB9tsX');
const STEP = 8 << 20;

/** The order of the bytes. */
const FUSES = /** @type {const} */ ([
  'runAsNode',
  'cookieEncryption',
  'nodeOptions',
  'nodeCliInspect',
  'asarIntegrity',
  'onlyLoadAppFromAsar',
  'browserSpecificV8Snapshot',
  'grantFileProtocolExtraPrivileges',
]);

/** @typedef {(typeof FUSES)[number]} Fuse */

/**
 * Sets fuses in an executable, in place. A fuse this build does not have is left alone.
 * @param {string} executable
 * @param {Readonly<Partial<Record<Fuse, boolean>>>} wanted
 */
export async function setFuses(executable, wanted) {
  const file = await open(executable, 'r+');
  try {
    const start = (await positionOf(file, SENTINEL)) + SENTINEL.length;
    const wire = (await file.read(Buffer.alloc(2 + FUSES.length), 0, 2 + FUSES.length, start)).buffer;
    if (wire[0] !== 1) throw new Error(`Unknown fuse version ${wire[0]}`);
    for (const [index, fuse] of FUSES.slice(0, wire[1]).entries()) {
      const on = wanted[fuse];
      if (on !== undefined) await file.write(on ? '1' : '0', start + 2 + index, 'latin1');
    }
  } finally {
    await file.close();
  }
}

/**
 * Where a byte string first occurs, reading in steps that overlap.
 * @param {import('node:fs/promises').FileHandle} file
 * @param {Buffer} needle
 */
async function positionOf(file, needle) {
  const buffer = Buffer.alloc(STEP);
  for (let at = 0; ; at += STEP - needle.length) {
    const { bytesRead } = await file.read(buffer, 0, STEP, at);
    const found = buffer.subarray(0, bytesRead).indexOf(needle);
    if (found >= 0) return at + found;
    if (bytesRead < STEP) throw new Error('This is not an Electron executable: it has no fuses');
  }
}
