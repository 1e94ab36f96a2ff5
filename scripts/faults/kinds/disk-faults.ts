import { execFileSync, spawn } from 'node:child_process';
import { createWriteStream, mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { finished } from 'node:stream/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import { Settings } from '../../../core/settings.ts';
import type { Desk } from '../desk/desk.ts';
import { pick } from '../fault.ts';
import type { Fault, Scene } from '../fault.ts';

const lastsMs = 3000;
const needsDisk = ({ ownDisk }: Desk) => (ownDisk ? undefined : 'needs root on Linux, for a small disk of its own');

/** What does not work for some seconds, and then does again. What the person saves meanwhile is kept or refused, not both. */
function passing(fault: Pick<Fault, 'id' | 'title' | 'impossible'>, act: (scene: Scene) => Promise<void>): Fault {
  return {
    ...{ ...fault, expected: 'goes on' },
    inject: async (scene) => {
      const { client, snapshot } = scene.factory;
      const before = (await snapshot()).settings.askHours;
      const saving = async () => {
        await sleep(lastsMs / 2);
        return client.call('settings.update', { patch: { askHours: before + 1 } });
      };
      const [saved] = await Promise.all([saving(), act(scene)]);
      const meant = saved.ok ? before + 1 : before;
      return { factory: 'up', afterwards: async (after) => savedOtherwise(after, meant) };
    },
  };
}

async function savedOtherwise({ desk, factory }: Scene, meant: number): Promise<readonly string[]> {
  const told = (await factory.snapshot()).settings.askHours;
  const file = readFileSync(join(desk.dataFolder, 'settings.json'), 'utf8');
  const kept = Settings.parse(JSON.parse(file)).askHours;
  return told === meant && kept === meant
    ? []
    : [`a setting that was answered as ${String(meant)} is ${String(told)}, and ${String(kept)} in its file`];
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
  ...(['EIO', 'ENOSPC'] as const).map((error) =>
    passing(
      {
        id: `writes-${error.toLowerCase()}`,
        title: `every write in its place, sync and cut of the factory answered with ${error} for 3 s: journal, transcripts, drafts`,
        impossible: needsStrace,
      },
      // In the kernel, so that SQLite and everything else see it.
      ({ factory }) => injected(factory.pid, { calls: inPlace, error }),
    ),
  ),
  ...(['EIO', 'ENOSPC'] as const).map((error) =>
    passing(
      {
        id: `appends-${error.toLowerCase()}`,
        title: `every write to the end of a file of the data folder answered with ${error} for 3 s: the second copy`,
        impossible: needsStrace,
      },
      // Such a write is the same call as one to a pipe or a socket, so the files are named.
      ({ factory, desk }) =>
        injected(factory.pid, { calls: ['write', 'writev', 'ftruncate', 'fdatasync'], error, files: filesOf(desk) }),
    ),
  ),
  passing(
    {
      id: 'read-only-data',
      title: 'the disk of the data folder cannot be written for 3 s (EROFS): open files and new ones',
      impossible: (desk) => needsRoot() ?? needsStrace() ?? needsDisk(desk),
    },
    // The mount holds back what is opened from now on; what is open already is answered by the kernel alike.
    ({ factory, desk }) =>
      readOnly(desk, desk.dataFolder, () => injected(factory.pid, { calls: inPlace, error: 'EROFS' })),
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
      impossible: needsStrace,
    },
    // Not clone3, by which threads begin: without them the engine itself gives up.
    ({ factory }) => injected(factory.pid, { calls: ['clone', 'fork', 'vfork'], error: 'EAGAIN' }),
  ),
  {
    id: 'read-only-clone',
    title: 'the clone that is worked on cannot be written for 3 s',
    expected: 'goes on',
    impossible: needsRoot,
    inject: async ({ desk, random }) => {
      await readOnly(desk, join(pick(desk.clones, random) ?? '', '.git'), () => sleep(lastsMs));
      return { factory: 'up' };
    },
  },
];

function needsRoot(): string | undefined {
  return process.platform === 'linux' && process.getuid?.() === 0
    ? undefined
    : 'needs root on Linux, to mount a folder read-only';
}

/**
 * In one step, from a place beside: once anybody has begun to write there, it cannot be made read-only. Whoever took it
 * over meanwhile, such as an agent in a world of its own, may write again afterwards as well.
 */
async function readOnly({ home }: Desk, folder: string, meanwhile: () => Promise<unknown>): Promise<void> {
  const beside = mkdtempSync(join(home, 'tmp', 'read-only-'));
  const mount = (...args: readonly string[]) => execFileSync('mount', args, { stdio: 'pipe' });
  mount('--bind', folder, beside);
  try {
    mount('-o', 'remount,bind,ro', beside);
    mount('--bind', beside, folder);
    try {
      await meanwhile();
      mount('-o', 'remount,bind,rw', folder);
    } finally {
      execFileSync('umount', ['--lazy', folder]);
    }
  } finally {
    execFileSync('umount', ['--lazy', beside]);
  }
}

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

function needsStrace(): string | undefined {
  try {
    execFileSync('strace', ['-o', '/dev/null', 'true'], { stdio: 'ignore' });
    return undefined;
  } catch {
    return 'needs strace, allowed to trace';
  }
}

/** How a database writes; what is written anew ends with a sync. */
const inPlace = ['pwrite64', 'pwritev', 'fdatasync', 'fsync', 'ftruncate'];

function filesOf({ dataFolder }: Desk): readonly string[] {
  return readdirSync(dataFolder, { withFileTypes: true }).flatMap((entry) =>
    entry.isFile() ? [join(dataFolder, entry.name)] : [],
  );
}

type Injection = { readonly calls: readonly string[]; readonly error: string; readonly files?: readonly string[] };

async function injected(pid: number, { calls, error, files = [] }: Injection): Promise<void> {
  const which = calls.join(',');
  const args = ['-f', '-q', '-o', '/dev/null', '-p', String(pid), ...files.flatMap((file) => ['-P', file])];
  const strace = spawn('strace', [...args, '-e', `trace=${which}`, '-e', `inject=${which}:error=${error}`], {
    stdio: 'ignore',
  });
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
