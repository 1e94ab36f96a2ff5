import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export const threadsPerRound = 4;
const repoNames = ['one', 'two', 'three'] as const;

/** A person's machine of its own: three clones with bare remotes, and a data folder that can be its own small disk. */
export type Desk = {
  readonly home: string;
  readonly dataFolder: string;
  readonly clones: readonly string[];
  readonly env: Readonly<Record<string, string>>;
  /** Whether the data folder is a disk of its own, which can be filled and made read-only. */
  readonly ownDisk: boolean;
  git(folder: string, ...args: readonly string[]): string;
  dispose(): void;
};

export function makeDesk(): Desk {
  const home = realpathSync(mkdtempSync(join(tmpdir(), 'teatree-faults-')));
  const dataFolder = join(home, 'data');
  for (const name of ['data', 'tmp', 'src', 'remotes']) mkdirSync(join(home, name), { mode: 0o700 });
  const ownDisk = mount(dataFolder);
  const env = {
    ...{ PATH: process.env['PATH'] ?? '', HOME: home, TMPDIR: join(home, 'tmp'), TEATREE_HOME: dataFolder },
    ...{ LANG: 'C.UTF-8', GIT_CONFIG_NOSYSTEM: '1' },
  };
  const git = (folder: string, ...args: readonly string[]) =>
    execFileSync('git', ['-C', folder, ...args], { encoding: 'utf8', env, stdio: ['ignore', 'pipe', 'pipe'] }).trim();
  const clones = repoNames.map((name) => makeClone(home, name, git));
  return {
    ...{ home, dataFolder, clones, env, ownDisk, git },
    dispose() {
      if (ownDisk) execFileSync('umount', ['--lazy', dataFolder]);
      rmSync(home, { recursive: true, force: true });
    },
  };
}

function makeClone(home: string, name: string, git: Desk['git']): string {
  const remote = join(home, 'remotes', `${name}.git`);
  const clone = join(home, 'src', name);
  git(home, 'init', '-q', '--bare', '-b', 'main', remote);
  git(home, 'clone', '-q', remote, clone);
  git(clone, 'config', 'user.name', 'Person');
  git(clone, 'config', 'user.email', 'person@example.com');
  writeFileSync(join(clone, 'README.md'), `# ${name}\n`);
  git(clone, 'add', '.');
  git(clone, 'commit', '-q', '-m', 'Begin');
  git(clone, 'push', '-q', 'origin', 'HEAD:main');
  return clone;
}

/** Only root may; without it the faults of the disk are skipped, and counted as such. */
function mount(folder: string): boolean {
  if (process.platform !== 'linux' || process.getuid?.() !== 0) return false;
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=64m,mode=700', 'tmpfs', folder], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}

export const ledgerLength = 40;

/** What the scripted agent does: it writes one numbered file after the other and commits every fourth. */
export function ledgerRecipe(): string {
  const steps = Array.from({ length: ledgerLength }, (_, index) => index + 1).flatMap((n) => [
    `  - write: { path: ledger/${String(n)}, content: '${String(n)}' }`,
    ...(n % 3 === 0 ? ['  - run: sleep 0.2'] : []),
    ...(n % 4 === 0 ? [`  - commit: { message: Ledger up to ${String(n)}, paths: [ledger] }`] : []),
  ]);
  return ['title: Keep a ledger', 'steps:', ...steps, ''].join('\n');
}
