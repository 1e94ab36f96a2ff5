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
  readonly client: SocketClient;
  /** What a power cut does to it. Resolves when it is gone. */
  readonly cutPower: () => Promise<void>;
  readonly end: () => Promise<void>;
  readonly errors: () => string;
};

type Place = { readonly env: Record<string, string>; readonly dataFolder: string };

/** Starts the factory and connects to it as the command line does. */
export async function startFactory(kind: FactoryKind, { env, dataFolder }: Place): Promise<FactoryProcess> {
  const child = spawn(...programOf(kind), { env, stdio: ['ignore', 'ignore', 'pipe'] });
  const errors: string[] = [];
  child.stderr.on('data', (chunk: Buffer) => errors.push(chunk.toString()));
  const gone = new Promise<void>((resolve) => {
    child.once('exit', () => {
      resolve();
    });
  });
  const client = await connect(dataFolder, { pid: child.pid ?? 0, errors });
  const signal = async (name: NodeJS.Signals) => {
    child.kill(name);
    await gone;
    client.close();
  };
  return { client, cutPower: () => signal('SIGKILL'), end: () => signal('SIGTERM'), errors: () => errors.join('') };
}

function programOf(kind: FactoryKind): [file: string, args: string[]] {
  if (kind === 'headless') return [process.execPath, [join(root, 'out', 'main', 'headless.js')]];
  return [z.string().parse(createRequire(import.meta.url)('electron')), [root]];
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
