import { execFileSync } from 'node:child_process';
import { createWriteStream, rmSync } from 'node:fs';
import { join } from 'node:path';
import { finished } from 'node:stream/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Desk } from '../desk.ts';
import type { Fault } from '../fault.ts';

const impossible = ({ ownDisk }: Desk) => (ownDisk ? undefined : 'needs root on Linux, for a small disk of its own');

export const diskFaults: readonly Fault[] = [
  {
    id: 'disk-full',
    title: 'the disk of the data folder full for 4 s (ENOSPC)',
    expected: 'goes on',
    impossible,
    inject: async ({ desk }) => {
      const ballast = join(desk.dataFolder, 'ballast');
      await fill(ballast);
      await sleep(4000);
      rmSync(ballast);
      return 'up';
    },
  },
  {
    id: 'disk-read-only',
    title: 'the disk of the data folder read-only for 4 s (EROFS)',
    expected: 'goes on',
    impossible,
    inject: async ({ desk }) => {
      const remount = (how: string) => execFileSync('mount', ['-o', `remount,${how}`, desk.dataFolder]);
      try {
        remount('ro');
      } catch {
        // Busy: files are open for writing. What the kernel refuses cannot befall anybody.
        return 'up';
      }
      await sleep(4000);
      remount('rw');
      return 'up';
    },
  },
];

async function fill(file: string): Promise<void> {
  const stream = createWriteStream(file);
  const ended = finished(stream).catch(() => undefined);
  const write = (): void => {
    if (stream.errored || stream.destroyed) return;
    stream.write(Buffer.alloc(1 << 16), (error) => error ?? setImmediate(write));
  };
  write();
  await ended;
}
