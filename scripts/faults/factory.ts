import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Snapshot } from '../../core/contract.ts';
import type { Entry } from '../../core/loop/event.ts';
import { connectSocket } from '../../main/ipc/socket/client.ts';
import type { SocketClient } from '../../main/ipc/socket/client.ts';
import { readOwner } from '../../main/store/instance-lock.ts';
import type { Desk } from './desk.ts';

const startsWithinMs = 30_000;

/** The factory in a process of its own, as the command line reaches it. */
export type Factory = {
  readonly pid: number;
  readonly client: SocketClient;
  /** Everything it has told: acknowledged, and so never to be lost. */
  readonly entries: Entry[];
  /** Called with each batch as it comes. */
  onEntries: (entries: readonly Entry[]) => void;
  readonly exited: Promise<number | null>;
  errors(): string;
  snapshot(): Promise<Snapshot>;
  signal(name: NodeJS.Signals): void;
};

export async function startFactory({ env, dataFolder }: Desk): Promise<Factory> {
  const child = spawnFactory(env);
  let errors = '';
  child.stderr?.on('data', (chunk: Buffer) => (errors += chunk.toString()));
  const exited = new Promise<number | null>((resolve) => child.once('exit', resolve));
  const client = await connect(dataFolder, child.pid ?? 0);
  if (!client) throw new Error(`The factory did not start within ${String(startsWithinMs)} ms\n${errors}`);
  const factory: Factory = {
    ...{ pid: child.pid ?? 0, client, entries: [], onEntries: () => undefined, exited },
    errors: () => errors,
    async snapshot() {
      const snapshot = await client.call('app.snapshot', {});
      if (!snapshot.ok) throw new Error(`${snapshot.error.message}\n${errors}`);
      return snapshot.value;
    },
    signal: (name) => void child.kill(name),
  };
  await client.subscribe((push) => {
    if (push.kind !== 'entries') return;
    factory.entries.push(...push.entries);
    factory.onEntries(push.entries);
  });
  return factory;
}

export function spawnFactory(env: Desk['env']): ChildProcess {
  const program = join(process.cwd(), 'out', 'main', 'headless.js');
  return spawn(process.execPath, [program], { env, stdio: ['ignore', 'ignore', 'pipe'] });
}

async function connect(dataFolder: string, pid: number): Promise<SocketClient | undefined> {
  const end = performance.now() + startsWithinMs;
  while (performance.now() < end) {
    const owner = readOwner(dataFolder);
    const client = owner?.pid === pid && owner.socket ? await connectSocket(owner.socket, dataFolder) : undefined;
    if (client?.ok) return client.value;
    await sleep(20);
  }
  return undefined;
}
