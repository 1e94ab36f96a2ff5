import { createHash } from 'node:crypto';
import { chmodSync, lstatSync, mkdirSync } from 'node:fs';
import { tmpdir, userInfo } from 'node:os';
import { join } from 'node:path';

/** The system cuts the path of a unix socket at 108 bytes (104 on macOS), the closing zero included. */
const LONGEST = 103;

/** Where the factory of this folder listens: a socket in the folder, or a named pipe on Windows. */
export function socketAddress(folder: string, platform: NodeJS.Platform = process.platform): string {
  const hash = createHash('sha256').update(folder).digest('hex').slice(0, 16);
  if (platform === 'win32') return `\\\\.\\pipe\\teatree-${hash}`;
  const address = join(folder, 'teatree.sock');
  if (Buffer.byteLength(address) <= LONGEST) return address;
  return join(tmpdir(), `teatree-${String(userInfo().uid)}-${hash}`, 'teatree.sock');
}

export function isPipe(address: string): boolean {
  return address.startsWith('\\\\');
}

/** Random per start; readable by the user only. */
export function tokenFile(folder: string): string {
  return join(folder, 'socket-token');
}

/** Makes the socket's folder ours alone. Throws when somebody else owns what stands there. */
export function prepareSocketFolder(folder: string): void {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const found = lstatSync(folder);
  if (!found.isDirectory() || (process.getuid && found.uid !== process.getuid()))
    throw new Error(`${folder} is not a folder of our own, so no socket is put into it`);
  chmodSync(folder, 0o700);
}
