import { spawn } from 'node:child_process';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { z } from 'zod';
import { connectSocket } from '../../main/ipc/socket/client.ts';
import type { SocketClient } from '../../main/ipc/socket/client.ts';
import { readOwner } from '../../main/store/instance-lock.ts';

const root = dirname(dirname(import.meta.dirname));
const startsWithinMs = 30_000;

/** `window` is the app a person starts; `headless` the same factory without Electron, which starts faster. */
export type FactoryKind = 'window' | 'headless';

export type FactoryProcess = {
  readonly pid: number;
  readonly client: SocketClient;
  readonly signal: (name: NodeJS.Signals) => void;
  readonly gone: Promise<void>;
  /** What a power cut does to it. Resolves when it is gone. */
  readonly cutPower: () => Promise<void>;
  readonly end: () => Promise<void>;
  readonly errors: () => string;
};

/** `program`: the command instead of the built app's own. */
type Place = { readonly env: Record<string, string>; readonly dataFolder: string; readonly program?: Command };
type Command = readonly [file: string, ...args: string[]];

/** Starts the factory and connects to it as the command line does. */
export async function startFactory(kind: FactoryKind, place: Place): Promise<FactoryProcess> {
  const [file, ...args] = place.program ?? programOf(kind);
  const child = spawn(file, args, { env: place.env, stdio: ['ignore', 'ignore', 'pipe'] });
  const errors: string[] = [];
  child.stderr.on('data', (chunk: Buffer) => errors.push(chunk.toString()));
  const gone = new Promise<void>((resolve) => {
    child.once('exit', () => {
      resolve();
    });
  });
  const pid = child.pid ?? 0;
  const client = await connect(place.dataFolder, { pid, errors });
  const signal = (name: NodeJS.Signals) => void child.kill(name);
  const end = async (name: NodeJS.Signals) => {
    signal(name);
    await gone;
    client.close();
  };
  return {
    ...{ pid, client, signal, gone },
    cutPower: () => end('SIGKILL'),
    end: () => end('SIGTERM'),
    errors: () => errors.join(''),
  };
}

function programOf(kind: FactoryKind): Command {
  if (kind === 'headless') return [process.execPath, join(root, 'out', 'main', 'headless.js')];
  return [z.string().parse(createRequire(import.meta.url)('electron')), root];
}

async function connect(
  dataFolder: string,
  { pid, errors }: { pid: number; errors: readonly string[] },
): Promise<SocketClient> {
  const end = performance.now() + startsWithinMs;
  while (performance.now() < end) {
    const owner = readOwner(dataFolder);
    const client = owner?.pid === pid && owner.socket ? await connectSocket(owner.socket, dataFolder) : undefined;
    if (client?.ok) return client.value;
    await sleep(20);
  }
  throw new Error(`The factory did not start\n${errors.join('')}`);
}
