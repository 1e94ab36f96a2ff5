import { execFileSync, spawn } from 'node:child_process';
import { createWriteStream, readdirSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { finished } from 'node:stream/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Desk } from '../desk/desk.ts';
import { pick } from '../fault.ts';
import type { Fault, Scene } from '../fault.ts';

const lastsMs = 3000;
const needsDisk = ({ ownDisk }: Desk) => (ownDisk ? undefined : 'needs root on Linux, for a small disk of its own');

/** What does not work for some seconds, and then does again. */
function passing(fault: Pick<Fault, 'id' | 'title' | 'impossible'>, act: (scene: Scene) => Promise<void>): Fault {
  return {
    ...{ ...fault, expected: 'goes on' },
    inject: async (scene) => {
      await act(scene);
      return { factory: 'up' };
    },
  };
}

export const diskFaults: readonly Fault[] = [
  passing(
    { id: 'disk-full', title: 'the disk of the data folder full for 3 s (ENOSPC)', impossible: needsDisk },
    async ({ desk }) => {
      const ballast = join(desk.dataFolder, 'ballast');
      await fill(ballast);
      await sleep(lastsMs);
      rmSync(ballast);
    },
  ),
  ...(['EIO', 'ENOSPC', 'EROFS'] as const).map((error) =>
    passing(
      {
        id: `writes-${error.toLowerCase()}`,
        title: `every write of the factory answered with ${error} for 3 s`,
        impossible: () => (canInject() ? undefined : 'needs strace, allowed to trace'),
      },
      // In the kernel, so that SQLite, the mirror and everything else see it.
      ({ factory }) => injected(factory.pid, `pwrite64,pwritev,fdatasync,fsync,ftruncate:error=${error}`),
    ),
  ),
  passing(
    { id: 'file-limit', title: 'no file may grow for 3 s (EFBIG)', impossible: needsPrlimit },
    async ({ desk, factory }) => {
      const sizes = readdirSync(desk.dataFolder).map((name) => statSync(join(desk.dataFolder, name)).size);
      await limited(factory.pid, 'fsize', Math.min(...sizes.filter((size) => size > 4096)));
    },
  ),
  passing(
    { id: 'no-files', title: 'no file can be opened for 3 s (EMFILE)', impossible: needsPrlimit },
    async ({ factory }) => {
      await limited(factory.pid, 'nofile', 8);
    },
  ),
  passing(
    {
      id: 'no-processes',
      title: 'no process can be started for 3 s (EAGAIN)',
      impossible: () => (canInject() ? undefined : 'needs strace, allowed to trace'),
    },
    // Not clone3, by which threads begin: without them the engine itself gives up.
    async ({ factory }) => injected(factory.pid, 'clone,fork,vfork:error=EAGAIN'),
  ),
  {
    id: 'read-only-clone',
    title: 'the clone that is worked on cannot be written for 3 s',
    expected: 'goes on',
    impossible: () => (process.getuid?.() === 0 ? undefined : 'needs root, to mount a folder read-only'),
    inject: async ({ desk, random }) => {
      const clone = join(pick(desk.clones, random) ?? '', '.git');
      execFileSync('mount', ['--bind', clone, clone]);
      try {
        execFileSync('mount', ['-o', 'remount,bind,ro', clone]);
        await sleep(lastsMs);
      } finally {
        execFileSync('umount', ['--lazy', clone]);
      }
      return { factory: 'up' };
    },
  },
];

function needsPrlimit(): string | undefined {
  return process.platform === 'linux' ? undefined : 'prlimit is Linux only';
}

/** The soft limit, which can be put back as it was. */
async function limited(pid: number, resource: 'fsize' | 'nofile', to: number): Promise<void> {
  const ask = (...args: readonly string[]) =>
    execFileSync('prlimit', ['--pid', String(pid), ...args], { encoding: 'utf8', stdio: 'pipe' }).trim();
  const before = ask(`--${resource}`, '--output=SOFT', '--noheadings');
  ask(`--${resource}=${String(to)}:`);
  await sleep(lastsMs);
  ask(`--${resource}=${before}:`);
}

function canInject(): boolean {
  try {
    execFileSync('strace', ['-o', '/dev/null', 'true'], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}

async function injected(pid: number, what: string): Promise<void> {
  const [calls = ''] = what.split(':');
  const args = ['-f', '-q', '-o', '/dev/null', '-p', String(pid), '-e', `trace=${calls}`, '-e', `inject=${what}`];
  const strace = spawn('strace', args, { stdio: 'ignore' });
  const ended = new Promise((resolve) => strace.once('exit', resolve));
  await sleep(lastsMs);
  strace.kill('SIGTERM');
  await ended;
}

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
