import { join } from 'node:path';
import { ok } from '../../core/result.ts';
import type { Result } from '../../core/result.ts';
import { hangsFile, stopWatching, useSpawner, watchThisProcess } from '../process/spawner/in-use.ts';
import { readHangs } from '../process/watchdog/record.ts';
import { acquireLock } from '../store/instance-lock.ts';
import type { InstanceLock, Owner } from '../store/instance-lock.ts';
import type { Router } from './router-port.ts';
import { serveSocket } from './socket/server.ts';
import type { SocketServer } from './socket/server.ts';
import { failureOf } from './thrown-failure.ts';

/** The parts of a composed factory that hosting needs; compose.ts makes the whole. */
type Hosted = { readonly router: Router; stop(): Promise<void> };

export type HostOptions<F extends Hosted> = {
  /** An opened data folder. */
  readonly home: string;
  readonly kind: Owner['kind'];
  /** Whether other processes may call it. A short errand answers nobody. */
  readonly listen: boolean;
  /** Whether this process is killed and started again when it hangs. An errand in a terminal is not. */
  readonly watched: boolean;
  /** The folder of the built programs, such as `spawner.js`. */
  readonly programs: string;
  readonly onWarning: (text: string) => void;
  readonly compose: () => Promise<F>;
};

export type Host<F extends Hosted> = {
  readonly factory: F;
  readonly address: string | undefined;
  /** Takes no more calls from other processes; resolves when those under way are answered. */
  hangUp(): Promise<void>;
  /** Hangs up, stops the factory in order and gives the folder back. */
  close(): Promise<void>;
};

/**
 * Takes the data folder's lock, builds the factory in this process and lets others reach it.
 * Failures: already-running, home-unusable, and what the store cannot open (such as schema-newer).
 */
export async function hostFactory<F extends Hosted>(options: HostOptions<F>): Promise<Result<Host<F>>> {
  const { home, kind, listen, compose } = options;
  const lock = acquireLock(home, { pid: process.pid, startedAt: Date.now(), kind });
  if (!lock.ok) return lock;
  const stopSpawner = spawnerFor(options);
  try {
    const factory = await compose();
    const socket = listen ? await serveSocket(factory.router, home) : undefined;
    if (socket) lock.value.announce(socket.address);
    if (options.watched) watch(options);
    return ok(hostOf({ factory, socket, stopSpawner, lock: lock.value }));
  } catch (error) {
    stopSpawner();
    lock.value.release();
    return failureOf(error);
  }
}

/** A short errand ends before it would pay. */
function spawnerFor({ home, listen, programs, onWarning }: Omit<HostOptions<Hosted>, 'compose'>): () => void {
  if (!listen) return () => undefined;
  return useSpawner({ program: join(programs, 'spawner.js'), folder: home, onWarning });
}

const NEWS_MS = 60_000;

/** From here on a hang is answered. A hang before this start is told once. */
function watch({ home, onWarning }: Pick<HostOptions<Hosted>, 'home' | 'onWarning'>): void {
  const last = readHangs(hangsFile(home)).at(-1);
  if (last && Date.now() - Date.parse(last.at) < NEWS_MS) onWarning(`It hung and was started again. ${last.why}`);
  watchThisProcess(home);
}

type HostParts<F extends Hosted> = {
  readonly factory: F;
  readonly lock: InstanceLock;
  readonly socket: SocketServer | undefined;
  readonly stopSpawner: () => void;
};

function hostOf<F extends Hosted>({ factory, lock, socket, stopSpawner }: HostParts<F>): Host<F> {
  let hungUp: Promise<void> | undefined;
  const hangUp = async (): Promise<void> => {
    lock.announce(undefined);
    hungUp ??= socket?.close();
    await hungUp;
  };
  return {
    factory,
    address: socket?.address,
    hangUp,
    async close() {
      stopWatching();
      await hangUp();
      await factory.stop();
      stopSpawner();
      lock.release();
    },
  };
}
