import { mkdtemp, readFile, realpath, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Result } from '../../../core/result.ts';
import { cleanEnvironment } from '../environment.ts';
import { run, type ProcessResult } from '../run.ts';
import type { Containment, ContainmentState } from './containment.ts';

const PROBE_MS = 10_000;

/**
 * Finds out by trying: a contained shell must be kept from writing outside, from reading what is hidden and from
 * seeing this process, and must be able to write where it may. Whatever else happens is told with its remedy.
 */
export async function detectContainment(platform: NodeJS.Platform = process.platform): Promise<ContainmentState> {
  if (platform === 'linux') return probe('bubblewrap');
  if (platform === 'darwin') return probe('seatbelt');
  return {
    kind: 'not-contained',
    reason: `There is no containment for ${platform} yet`,
    next: 'Keep an eye on what the gate asks; use Linux or macOS for agents you trust less',
  };
}

async function probe(by: Containment['by']): Promise<ContainmentState> {
  const folder = await realpath(await mkdtemp(join(tmpdir(), 'teatree-probe-')));
  try {
    const containment: Containment = {
      by,
      mounts: [
        { access: 'none', at: process.execPath },
        { access: 'write', at: folder },
      ],
      network: 'none',
    };
    const script = by === 'bubblewrap' ? LINUX_SCRIPT : MAC_SCRIPT;
    const args = ['-c', script, 'probe', folder, process.execPath, String(process.pid)];
    const tried = await run({
      file: '/bin/sh',
      args,
      cwd: folder,
      env: probeEnvironment(),
      timeoutMs: PROBE_MS,
      containment,
    });
    return await judge(by, tried);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** $1 may be written, $2 is hidden, $3 is a process outside. Each exit code names what did not hold. */
const MAC_SCRIPT = `
echo x > "$1/written" || exit 41
(echo x > "$HOME/.teatree-probe") 2>/dev/null && { rm -f "$HOME/.teatree-probe"; exit 42; }
(head -c 1 < "$2") >/dev/null 2>&1 && exit 43
kill -0 "$3" 2>/dev/null && exit 44
exit 0`;
const LINUX_SCRIPT = MAC_SCRIPT.replace('exit 0', '[ "$(cat /proc/1/comm)" = bwrap ] || exit 44\nexit 0');

const NOT_HELD: Readonly<Record<number, string>> = {
  41: 'a contained program could not write its own folder',
  42: 'a contained program could write outside of its folders',
  43: 'a contained program could read what was hidden from it',
  44: 'a contained program could reach processes outside',
};

function probeEnvironment() {
  return cleanEnvironment({ LC_ALL: 'C' });
}

async function judge(by: Containment['by'], tried: Result<ProcessResult>): Promise<ContainmentState> {
  if (!tried.ok) return tried.error.code === 'program-missing' ? missing(by) : refused(by, tried.error.message);
  const { exitCode, stderr, timedOut } = tried.value;
  if (exitCode === 0) return { kind: 'contained', by, version: await versionOf(by) };
  const broken = exitCode === undefined ? undefined : NOT_HELD[exitCode];
  if (broken !== undefined) return refused(by, broken);
  if (by === 'bubblewrap' && /namespace|uid map|loopback|setting up|Operation not permitted/i.test(stderr))
    return forbidden(stderr);
  return refused(by, timedOut ? 'the trial did not end' : stderr.trim() || `the trial ended with ${String(exitCode)}`);
}

async function versionOf(by: Containment['by']): Promise<string> {
  if (by === 'seatbelt') return 'macOS';
  const told = await run({
    file: 'bwrap',
    args: ['--version'],
    cwd: '/',
    env: probeEnvironment(),
    timeoutMs: PROBE_MS,
  });
  return (told.ok ? /\d+(\.\d+)+/.exec(told.value.stdout)?.[0] : undefined) ?? 'unknown';
}

function missing(by: Containment['by']): ContainmentState {
  if (by === 'seatbelt') return refused(by, '/usr/bin/sandbox-exec is missing');
  return {
    kind: 'not-contained',
    reason: 'bubblewrap is not installed',
    next: 'Install it (Debian, Ubuntu: `apt install bubblewrap`; Fedora: `dnf install bubblewrap`) and start teatree again',
  };
}

function refused(by: Containment['by'], what: string): ContainmentState {
  const next = 'See `teatree doctor` after an update of the system; until then only the gate holds agents back';
  return { kind: 'not-contained', reason: `${by} does not work here: ${what}`, next };
}

/** Three switches of Linux distributions forbid what bubblewrap needs; which one it was can be read. */
async function forbidden(stderr: string): Promise<ContainmentState> {
  const reason = `This system forbids the namespaces that bubblewrap needs (${stderr.trim().split('\n')[0] ?? ''})`;
  const blocking = await firstBlocking();
  const next = blocking ?? 'If this is a container, allow user namespaces in it, or run teatree outside of it';
  return { kind: 'not-contained', reason, next };
}

const SWITCHES = [
  {
    file: '/proc/sys/kernel/apparmor_restrict_unprivileged_userns',
    off: '1',
    next: 'Give /usr/bin/bwrap an AppArmor profile with `userns,`, or: `sudo sysctl kernel.apparmor_restrict_unprivileged_userns=0`',
  },
  {
    file: '/proc/sys/kernel/unprivileged_userns_clone',
    off: '0',
    next: 'Allow user namespaces: `sudo sysctl kernel.unprivileged_userns_clone=1`',
  },
  {
    file: '/proc/sys/user/max_user_namespaces',
    off: '0',
    next: 'Allow user namespaces: `sudo sysctl user.max_user_namespaces=10000`',
  },
];

async function firstBlocking(): Promise<string | undefined> {
  for (const { file, off, next } of SWITCHES) {
    const value = await readFile(file, 'utf8').catch(() => undefined);
    if (value?.trim() === off) return next;
  }
  return undefined;
}
