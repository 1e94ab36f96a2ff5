import { spawn, type ChildProcess } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { cleanEnvironment } from '../environment.ts';
import type { Fork } from '../fork.ts';
import { FromSpawner, type ToSpawner } from './protocol.ts';
import { waitFor } from './patience.ts';
import { switchboard } from './switchboard.ts';

/** One process of the spawner, from its start to its death. */
export type Life = {
  readonly pid: number;
  readonly fork: Fork;
  readonly send: (message: ToSpawner) => void;
  /** Whether it got as far as to take calls. */
  readonly works: Promise<boolean>;
  /** Why it ended. */
  readonly gone: Promise<string>;
  /** It did not answer and is being ended. */
  readonly hopeless: () => boolean;
  readonly end: () => void;
};

export type LifeOptions = {
  /** The built program, `spawner.js`. */
  readonly program: string;
  /** A private folder for its socket. */
  readonly folder: string;
  /** A spawner that does not answer for so long is ended. */
  readonly answersWithinMs?: number;
};

/** The system cuts the path of a unix socket at 104 bytes or later. */
const LONGEST_PATH = 100;
const ANSWERS_WITHIN_MS = 15_000;
const LISTENS_WITHIN_MS = 20_000;

export function beginLife({ program, folder, answersWithinMs = ANSWERS_WITHIN_MS }: LifeOptions): Life {
  const helper = launch(program);
  const send = (message: ToSpawner) => {
    // Its end is told by `exit`, whatever was on the way to it then.
    if (helper.connected) helper.send(message, () => undefined);
  };
  let hopeless = false;
  const giveUp = () => {
    hopeless = true;
    helper.kill('SIGKILL');
  };
  const token = randomBytes(16).toString('hex');
  const { address, clear } = socketIn(folder);
  const board = switchboard({ token, address, answersWithinMs, send, giveUp });
  const stopWaiting = waitFor(LISTENS_WITHIN_MS, giveUp);
  const gone = new Promise<string>((resolve) => {
    helper.once('error', (error) => resolve(error.message));
    helper.once('exit', (code, signal) => resolve(signal ?? `exit code ${String(code)}`));
  }).then((why) => {
    stopWaiting();
    clear();
    board.close();
    return why;
  });
  const listening = new Promise<boolean>((resolve) => {
    helper.on('message', (message) => {
      const news = FromSpawner.parse(message);
      if (news.kind !== 'listening') return board.hear(news);
      stopWaiting();
      resolve(true);
    });
  });
  send({ kind: 'listen', address, token });
  return {
    ...{ pid: helper.pid ?? 0, fork: board.fork, send, gone, hopeless: () => hopeless },
    works: Promise.race([listening, gone.then(() => false)]),
    end: () => {
      clear();
      if (helper.connected) helper.disconnect();
    },
  };
}

/** A session of its own, so that a Ctrl+C in the app's terminal does not end it before the app. */
function launch(program: string): ChildProcess {
  return spawn(process.execPath, [program], {
    env: cleanEnvironment({ ELECTRON_RUN_AS_NODE: '1' }),
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
    detached: true,
  });
}

/** `clear` takes away the folder that stands in for one whose path is too long. */
function socketIn(folder: string): { readonly address: string; readonly clear: () => void } {
  const address = join(folder, 'spawner.sock');
  if (Buffer.byteLength(address) > LONGEST_PATH) {
    const short = mkdtempSync(join(tmpdir(), 'teatree-'));
    return { address: join(short, 's'), clear: () => rmSync(short, { recursive: true, force: true }) };
  }
  rmSync(address, { force: true });
  return { address, clear: () => undefined };
}
