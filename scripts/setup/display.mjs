/** A display for Electron where there is none: a private X server in memory with a private message bus beside it. */
import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { SetupFailure, say } from './progress.mjs';

const SCREEN = '1440x900x24';
const START_LIMIT_MS = 20_000;

/** @param {NodeJS.ProcessEnv} [env] */
export function needsVirtualDisplay(env = process.env) {
  return process.platform === 'linux' && !env.DISPLAY && !env.WAYLAND_DISPLAY;
}

/**
 * Runs something on a virtual display, which ends with it.
 * @template T
 * @param {(env: NodeJS.ProcessEnv) => Promise<T>} work receives the environment that leads to the display
 * @returns {Promise<T>}
 */
export async function onVirtualDisplay(work) {
  const folder = await mkdtemp(join(tmpdir(), 'teatree-display-'));
  const authority = join(folder, 'authority');
  await writeFile(authority, xauthority(randomBytes(16)), { mode: 0o600 });
  const screen = start('Xvfb', '-displayfd', '3', '-screen', '0', SCREEN, '-nolisten', 'tcp', '-auth', authority);
  const bus = start('dbus-daemon', '--session', '--nofork', '--print-address=3');
  try {
    const [number, address] = await Promise.all([screen.ready, bus.ready]);
    if (!number) throw new SetupFailure('Xvfb does not start', 'run "Xvfb :7" and see what it says, or set DISPLAY');
    if (!address) say('dbus-daemon does not start: going without desktop notifications');
    const message = address ?? 'disabled:';
    return await work({
      DISPLAY: `:${number}`,
      XAUTHORITY: authority,
      DBUS_SESSION_BUS_ADDRESS: message,
      DBUS_SYSTEM_BUS_ADDRESS: message,
    });
  } finally {
    screen.stop();
    bus.stop();
    await rm(folder, { recursive: true, force: true });
  }
}

/** Runs a server until its standard input ends: then, whoever started it has stopped it or is dead, however it died. */
const UNTIL_INPUT_ENDS = '"$@" & server=$!; exec 3>&-; read -r _; kill "$server"';

/**
 * Starts a server in a session of its own, so that Ctrl-C leaves it to the app that still needs it.
 * @param {readonly string[]} command it makes the server print where it is on descriptor 3
 */
function start(...command) {
  const args = ['-c', UNTIL_INPUT_ENDS, 'sh', ...command];
  const child = spawn('sh', args, { detached: true, stdio: ['pipe', 'ignore', 'ignore', 'pipe'] });
  const stop = () => child.stdin?.end();
  /** Where the server is; undefined when it ended or said nothing in time. @type {Promise<string | undefined>} */
  const ready = new Promise((resolve) => {
    const limit = setTimeout(() => resolve(undefined), START_LIMIT_MS);
    const answer = (/** @type {string | undefined} */ text) => {
      clearTimeout(limit);
      resolve(text);
    };
    child.stdio[3]?.once('data', (text) => answer(String(text).trim()));
    child.stdio[3]?.once('close', () => answer(undefined));
  });
  return { stop, ready };
}

/**
 * The key file that X clients read: only those who can read it may use the display.
 * One entry: family (any host), address, display number (any), the kind of key, the key; lengths 16-bit big-endian.
 * @param {Buffer} key
 */
function xauthority(key) {
  const field = (/** @type {Buffer} */ bytes) =>
    Buffer.concat([Buffer.from([bytes.length >> 8, bytes.length & 255]), bytes]);
  return Buffer.concat([
    Buffer.from([0xff, 0xff]),
    ...[Buffer.alloc(0), Buffer.alloc(0), Buffer.from('MIT-MAGIC-COOKIE-1'), key].map(field),
  ]);
}
