import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import type { AddressInfo, Socket } from 'node:net';
import { join } from 'node:path';
import { lineSplitter } from '../../../process/lines.ts';
import { answerLine } from './protocol.ts';
import type { SeatTool } from './protocol.ts';

export type ServedTools = {
  /** Where it is and the token that opens it, for the program that the harness starts. */
  readonly file: string;
  /** The program has come for them. */
  readonly connected: Promise<void>;
  close(): Promise<void>;
};

const mostBytes = 256 * 1024;

/**
 * The app's end of the seat's tools: a socket on loopback for one sitting. Its token is new each time and opens nothing
 * else: whoever has it can read the board and hand in one answer. The first line of a connection is the token.
 */
export async function serveTools(folder: string, tools: readonly SeatTool[]): Promise<ServedTools> {
  const token = randomBytes(24).toString('hex');
  const sockets = new Set<Socket>();
  let come: () => void = () => undefined;
  const connected = new Promise<void>((resolve) => (come = resolve));
  const server = createServer((socket) => {
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket));
    // A program that went away wants no answer.
    socket.on('error', () => socket.destroy());
    speak(socket, { token, come }, tools);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  const file = join(folder, 'tools');
  await writeFile(file, `${String(port)} ${token}\n`, { mode: 0o600, flag: 'wx' });
  return {
    file,
    connected,
    async close() {
      const closed = once(server, 'close');
      server.close();
      for (const socket of sockets) socket.destroy();
      await closed;
    },
  };
}

/** Messages are answered one after another, so that an answer is never judged while another one is taken up. */
function speak(
  socket: Socket,
  { token, come }: { readonly token: string; readonly come: () => void },
  tools: readonly SeatTool[],
): void {
  let known = false;
  let last: Promise<unknown> = Promise.resolve();
  const lines = lineSplitter(mostBytes, ({ text, truncated }) => {
    if (truncated || (!known && text !== token)) return void socket.destroy();
    if (!known) return void (known = true);
    last = last.then(async () => {
      const answer = await answerLine(tools, text);
      come();
      if (answer !== undefined && socket.writable) socket.write(`${answer}\n`);
    });
  });
  socket.on('data', (chunk) => lines.write(chunk));
}
