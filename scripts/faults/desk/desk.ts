import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Entry } from '../../../core/loop/event.ts';
import { closeWhenCut, endAllIn } from './left-open.ts';
import type { Program } from './program.ts';

const repoNames = ['one', 'two', 'three'] as const;

/** A person's machine of its own: three clones with bare remotes, and a data folder that can be its own small disk. */
export type Desk = {
  readonly home: string;
  readonly dataFolder: string;
  readonly clones: readonly string[];
  readonly env: Record<string, string>;
  readonly program: Program;
  /** The app in its window, or the same factory without one. */
  readonly kind: 'window' | 'headless';
  /** What a thread of the crew writes, and how long it pauses after every second entry. */
  readonly ledger: { readonly length: number; readonly pauseS: number };
  /** Whether the data folder is a disk of its own, which can be filled and made read-only. */
  readonly ownDisk: boolean;
  /** All that any factory of this desk has told: acknowledged, and so never to be lost. By number. */
  readonly acknowledged: Map<number, Entry>;
  git(folder: string, ...args: readonly string[]): string;
  remoteOf(clone: string): string;
  /** Names the next ledger. */
  nextLedger(): string;
  /** Whether a thread of that title keeps one: what a lesson opens keeps none. */
  isLedger(title: string): boolean;
  dispose(): void;
};

/** Long enough for some faults, short enough for its end to be seen. */
const usual = { length: 40, pauseS: 0.3 };

export function makeDesk(program: Program, kind: Desk['kind'] = 'headless', ledger: Desk['ledger'] = usual): Desk {
  const home = realpathSync(mkdtempSync(join(tmpdir(), 'teatree-faults-')));
  const dataFolder = join(home, 'data');
  for (const name of ['data', 'tmp', 'src', 'remotes']) mkdirSync(join(home, name), { mode: 0o700 });
  const ownDisk = mount(dataFolder);
  const env = {
    ...{ PATH: process.env['PATH'] ?? '', HOME: home, TMPDIR: join(home, 'tmp'), TEATREE_HOME: dataFolder },
    ...{ LANG: 'C.UTF-8', GIT_CONFIG_NOSYSTEM: '1', TEATREE_FAULTS: home, ...(kind === 'window' ? display() : {}) },
  };
  const git = (folder: string, ...args: readonly string[]) =>
    execFileSync('git', ['-C', folder, ...args], { encoding: 'utf8', env, stdio: ['ignore', 'pipe', 'pipe'] }).trim();
  const remoteOf = (clone: string) => clone.replace(join(home, 'src'), join(home, 'remotes')).concat('.git');
  const clones = repoNames.map((name) => makeClone(join(home, 'src', name), remoteOf, git));
  let ledgers = 0;
  const desk: Desk = {
    ...{
      home,
      dataFolder,
      clones,
      env,
      program,
      kind,
      ledger,
      ownDisk,
      git,
      remoteOf,
      acknowledged: new Map<number, Entry>(),
    },
    nextLedger: () => `l${String((ledgers += 1))}`,
    isLedger: (title) => /^l\d+$/.test(title),
    dispose() {
      forget();
      program.orderMischief(undefined);
      for (const place of mountsIn(home)) execFileSync('umount', ['--lazy', place]);
      rmSync(home, { recursive: true, force: true, maxRetries: 5 });
    },
  };
  const forget = closeWhenCut(() => {
    endAllIn(home);
    desk.dispose();
  });
  return desk;
}

/** Its own disk, and what a fault that was cut off has left mounted; the latest first. */
function mountsIn(home: string): readonly string[] {
  if (process.platform !== 'linux') return [];
  const places = readFileSync('/proc/self/mounts', 'utf8').split('\n');
  return places
    .flatMap((line) => line.split(' ')[1] ?? [])
    .filter((place) => place.startsWith(`${home}/`))
    .reverse();
}

function makeClone(clone: string, remoteOf: Desk['remoteOf'], git: Desk['git']): string {
  const remote = remoteOf(clone);
  git('/', 'init', '-q', '--bare', '-b', 'main', remote);
  git('/', 'clone', '-q', remote, clone);
  git(clone, 'config', 'user.name', 'Person');
  git(clone, 'config', 'user.email', 'person@example.com');
  writeFileSync(join(clone, 'README.md'), 'A repo\n');
  git(clone, 'add', '.');
  git(clone, 'commit', '-q', '-m', 'Begin');
  git(clone, 'push', '-q', 'origin', 'HEAD:main');
  return clone;
}

function display(): Record<string, string> {
  const names = [
    'DISPLAY',
    'XAUTHORITY',
    'DBUS_SESSION_BUS_ADDRESS',
    'DBUS_SYSTEM_BUS_ADDRESS',
    'ELECTRON_DISABLE_SANDBOX',
  ];
  return Object.fromEntries(names.map((name) => [name, process.env[name] ?? '']).filter(([, value]) => value));
}

/** Only root may; without it the faults of the disk are skipped, and counted as such. */
function mount(folder: string): boolean {
  if (process.platform !== 'linux' || process.getuid?.() !== 0) return false;
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=256m,mode=700', 'tmpfs', folder], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}
