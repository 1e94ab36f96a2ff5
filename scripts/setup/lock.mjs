/** One set-up at a time in a checkout: two of them would delete and build under each other's feet. */
import { readFileSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { root } from './paths.mjs';
import { say } from './progress.mjs';

const BEAT_MS = 2_000;
/** A holder that has not been heard for this long is gone, even if its process id lives on in another program. */
const SILENT_MS = 30_000;
const POLL_MS = 300;

/**
 * @template T
 * @param {() => Promise<T>} work
 * @param {string} [path] the lock file
 * @returns {Promise<T>}
 */
export async function withLock(work, path = join(root, '.set-up.lock')) {
  for (let waits = 0; !take(path) && !takeOver(path); waits += 1) {
    if (waits === 0) say(`another set-up is running in this checkout (process ${holder(path)}); waiting for it`);
    await delay(POLL_MS);
  }
  const beat = setInterval(() => touch(path), BEAT_MS);
  const release = () => rmSync(path, { force: true });
  process.once('exit', release);
  try {
    return await work();
  } finally {
    clearInterval(beat);
    process.off('exit', release);
    release();
  }
}

/** @param {string} path @returns {boolean} whether we hold the lock now */
function take(path) {
  try {
    writeFileSync(path, String(process.pid), { flag: 'wx' });
    return true;
  } catch (error) {
    if (error.code === 'EEXIST') return false;
    throw error;
  }
}

/** @param {string} path */
function takeOver(path) {
  if (!isAbandoned(path)) return false;
  rmSync(path, { force: true });
  return take(path);
}

/** @param {string} path */
function isAbandoned(path) {
  const heard = statSync(path, { throwIfNoEntry: false })?.mtimeMs;
  if (heard === undefined) return false;
  return Date.now() - heard > SILENT_MS || !isAlive(holder(path));
}

/** @param {string} path @returns {number | undefined} undefined while the holder has not written its id yet */
function holder(path) {
  try {
    return Number(readFileSync(path, 'utf8')) || undefined;
  } catch (error) {
    if (error.code === 'ENOENT') return undefined;
    throw error;
  }
}

/** @param {number | undefined} pid */
function isAlive(pid) {
  if (pid === undefined) return true;
  try {
    return process.kill(pid, 0);
  } catch (error) {
    return error.code === 'EPERM';
  }
}

/** @param {string} path */
function touch(path) {
  const now = new Date();
  if (statSync(path, { throwIfNoEntry: false })) utimesSync(path, now, now);
}
