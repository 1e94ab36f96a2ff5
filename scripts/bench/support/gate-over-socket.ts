// One decision of the gate from another process: over the app's own local socket, and by a hook script per call.
import { execFileSync, spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createConnection } from 'node:net';
import type { Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { ok } from '../../../core/result.ts';
import type { Router } from '../../../main/ipc/router-port.ts';
import { tokenFile } from '../../../main/ipc/socket/address.ts';
import { PROTOCOL } from '../../../main/ipc/socket/protocol.ts';
import { serveSocket } from '../../../main/ipc/socket/server.ts';
import { median } from './measure.ts';

export type Judge = (command: string) => unknown;

/** What this process is when the benchmark has started it: the factory's end of the socket, or a hook. */
export async function playPart(part: string | undefined, judge: Judge): Promise<boolean> {
  if (part === 'hook') {
    const { command } = JSON.parse(readFileSync(0, 'utf8')) as { readonly command: string };
    process.stdout.write(JSON.stringify(judge(command)));
  }
  if (part === 'serve') await serve(process.argv[3] ?? '', judge);
  return part !== undefined;
}

async function serve(folder: string, judge: Judge): Promise<void> {
  const router: Router = {
    handle: async (_caller, _name, input) => ok(judge((input as { readonly command: string }).command)),
    subscribe: () => () => undefined,
  };
  const { address } = await serveSocket(router, folder);
  process.stdout.write(`${address}\n`);
  process.stdin.resume().on('end', () => process.exit(0));
}

/** Median microseconds of one call over the socket and by a spawned script that judges the same commands. */
export async function compareEnds(commands: readonly string[]): Promise<{ socket: number; script: number }> {
  const folder = mkdtempSync(join(tmpdir(), 'gate-bench-'));
  const self = process.argv[1] ?? '';
  const server = spawn(process.execPath, [self, 'serve', folder], { stdio: ['pipe', 'pipe', 'inherit'] });
  try {
    const address = await firstLine(server.stdout);
    const socket = median(
      await overSocket(createConnection(address), readFileSync(tokenFile(folder), 'utf8'), commands),
    );
    const script = median(commands.slice(0, 9).map((command) => timedHook(self, command)));
    return { socket, script };
  } finally {
    server.stdin.end();
    rmSync(folder, { recursive: true, force: true });
  }
}

async function overSocket(socket: Socket, token: string, commands: readonly string[]): Promise<readonly number[]> {
  const lines = createInterface({ input: socket })[Symbol.asyncIterator]();
  const ask = async (request: object): Promise<void> => {
    socket.write(`${JSON.stringify(request)}\n`);
    await lines.next();
  };
  await ask({ protocol: PROTOCOL, token });
  const times: number[] = [];
  for (const [id, command] of [...commands, ...commands].entries()) {
    const start = performance.now();
    await ask({ id, method: 'gate.judge', input: { command } });
    times.push((performance.now() - start) * 1000);
  }
  socket.end();
  // The first time round the server's code is still being compiled.
  return times.slice(commands.length);
}

function timedHook(self: string, command: string): number {
  const start = performance.now();
  execFileSync(process.execPath, [self, 'hook'], {
    input: JSON.stringify({ command }),
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  return (performance.now() - start) * 1000;
}

async function firstLine(stream: NodeJS.ReadableStream): Promise<string> {
  for await (const line of createInterface({ input: stream })) return line;
  return '';
}
