import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { createInterface } from 'node:readline';
import { z } from 'zod';
import { connectSocket } from '../../main/ipc/socket/client.ts';
import type { SocketClient } from '../../main/ipc/socket/client.ts';

const Ready = z.object({ ready: z.literal(true), socket: z.string() });

export type FactoryProcess = {
  readonly client: SocketClient;
  /** What a power cut does to it. Resolves when it is gone. */
  readonly cutPower: () => Promise<void>;
  readonly end: () => Promise<void>;
  readonly errors: () => string;
};

/** Starts the factory without a window: the same main as under Electron, but for the desktop. */
export async function startFactory(
  program: string,
  { env, dataFolder }: { env: Record<string, string>; dataFolder: string },
): Promise<FactoryProcess> {
  const child = spawn(process.execPath, [program, '--json'], { env, stdio: ['ignore', 'pipe', 'pipe'] });
  const errors: string[] = [];
  child.stderr.on('data', (chunk: Buffer) => errors.push(chunk.toString()));
  const ready = await firstLine(child, errors);
  const client = await connectSocket(ready.socket, dataFolder);
  if (!client.ok) throw new Error(client.error.message);
  const gone = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  const signal = async (name: NodeJS.Signals) => {
    child.kill(name);
    await gone;
    client.value.close();
  };
  return {
    client: client.value,
    cutPower: () => signal('SIGKILL'),
    end: () => signal('SIGTERM'),
    errors: () => errors.join(''),
  };
}

async function firstLine(child: ChildProcess, errors: readonly string[]): Promise<z.infer<typeof Ready>> {
  if (!child.stdout) throw new Error('The factory has no output');
  for await (const line of createInterface({ input: child.stdout })) return Ready.parse(JSON.parse(line));
  throw new Error(`The factory ended before it was ready: ${errors.join('')}`);
}
