// Loaded into the factory before it starts, for what the system does not let one process do to another. It moves the
// clock that the factory reads by the milliseconds in the desk's file `clock`, makes the time limit of remotes as short as
// its file `limit` says, hides how busy the machine is, so that the same is tried on every machine, and tells how big its
// heap is.
import fs from 'node:fs';
import { syncBuiltinESMExports } from 'node:module';
import os from 'node:os';
import { join } from 'node:path';

const desk = process.env['TEATREE_FAULTS'];
const { now } = Date;
const { readFileSync } = fs;
const remoteLimitMs = 300_000;
let offset = desk === undefined ? 0 : orderedOffset(desk);

if (desk !== undefined) {
  globalThis.Date = new Proxy(Date, {
    construct: (target, args, self) => Reflect.construct(target, args.length === 0 ? [now() + offset] : args, self),
    apply: () => new Date(now() + offset).toString(),
    get: (target, name) => (name === 'now' ? () => now() + offset : Reflect.get(target, name)),
  });
  setInterval(() => (offset = orderedOffset(desk)), 50).unref();
  const { setTimeout } = globalThis;
  globalThis.setTimeout = /** @type {typeof setTimeout} */ (
    (work, ms, ...args) => setTimeout(work, orderedLimit(desk, ms), ...args)
  );
  os.loadavg = () => [0, 0, 0];
  fs.readFileSync = /** @type {typeof fs.readFileSync} */ (
    (path, options) => readFileSync(String(path).startsWith('/proc/pressure/') ? '/proc/pressure/none' : path, options)
  );
  syncBuiltinESMExports();
  if (globalThis.gc && process.argv[1]?.endsWith('headless.js')) setInterval(() => tellHeap(desk), 5000).unref();
}

/**
 * The longest time that a program of git may take with a remote, made short where the desk's file `limit` says so.
 * @param {string} folder
 * @param {number | undefined} ms
 */
function orderedLimit(folder, ms) {
  if (ms !== remoteLimitMs) return ms;
  try {
    return Number(readFileSync(join(folder, 'limit'), 'utf8'));
  } catch {
    return ms;
  }
}

/** @param {string} folder */
function orderedOffset(folder) {
  try {
    return Number(readFileSync(join(folder, 'clock'), 'utf8'));
  } catch {
    return 0;
  }
}

/** @param {string} folder */
function tellHeap(folder) {
  globalThis.gc?.();
  try {
    fs.writeFileSync(join(folder, 'heap'), String(process.memoryUsage().heapUsed));
  } catch (error) {
    // A fault may have taken the disk or the descriptors away.
    if (!(error instanceof Error && 'code' in error)) throw error;
  }
}
