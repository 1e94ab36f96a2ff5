import { randomBytes } from 'node:crypto';
import { chmodSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import type { Server } from 'node:net';
import { dirname } from 'node:path';
import type { Router } from '../router-port.ts';
import { isPipe, prepareSocketFolder, socketAddress, tokenFile } from './address.ts';
import { converse } from './connection.ts';
import type { Connection } from './connection.ts';

export type SocketServer = {
  readonly address: string;
  /** Takes no more requests, answers those under way, then closes every connection. */
  close(): Promise<void>;
};

/** Lets other processes of the same user call the router. Whoever can read the token file is that user. */
export async function serveSocket(router: Router, folder: string): Promise<SocketServer> {
  const token = randomBytes(32).toString('hex');
  writeToken(folder, token);
  const connections = new Set<Connection>();
  let count = 0;
  const server = createServer((socket) => {
    count += 1;
    const caller = { id: `cli:${String(count)}`, via: 'cli' } as const;
    const connection = converse(socket, { router, token, caller });
    connections.add(connection);
    socket.on('close', () => connections.delete(connection));
  });
  const address = socketAddress(folder);
  await listen(server, address);
  return {
    address,
    async close() {
      const closed = new Promise<void>((resolve) => void server.close(() => resolve()));
      for (const connection of connections) connection.finish();
      await closed;
      rmSync(tokenFile(folder), { force: true });
    },
  };
}

function writeToken(folder: string, token: string): void {
  // A file that exists keeps its old mode when written, so it is made anew.
  rmSync(tokenFile(folder), { force: true });
  writeFileSync(tokenFile(folder), token, { mode: 0o600, flag: 'wx' });
}

/** Whoever calls this holds the folder's lock: a socket file that is there was left behind by a killed owner. */
async function listen(server: Server, address: string): Promise<void> {
  if (!isPipe(address)) {
    prepareSocketFolder(dirname(address));
    rmSync(address, { force: true });
  }
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(address, () => resolve());
  });
  if (!isPipe(address)) chmodSync(address, 0o600);
}
