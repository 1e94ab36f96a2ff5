import { readdirSync, readFileSync } from 'node:fs';
import { execa } from 'execa';
import type { ProcessIdentity } from '../../core/model/run.ts';

/** One living process. `startedAt` is opaque text that no later process with the same pid shares. */
export type ProcessRow = {
  readonly pid: number;
  readonly parent: number;
  readonly group: number;
  readonly session: number;
  readonly startedAt: string;
  /** By a signal such as SIGSTOP: it lives, and does nothing. */
  readonly stopped: boolean;
};

export type ProcessTable = ReadonlyMap<number, ProcessRow>;

const LINUX = process.platform === 'linux';
const MARKER = 'TEATREE_RUN=';

/** Every living process that the system shows us; zombies are dead and left out. */
export async function processTable(): Promise<ProcessTable> {
  return LINUX ? linuxTable() : psTable();
}

/** One living process, or undefined when there is none with this pid. */
export async function processRow(pid: number): Promise<ProcessRow | undefined> {
  return LINUX ? linuxRow(pid) : (await psTable()).get(pid);
}

/** Like `processRow`, without waiting; always undefined where the system has no /proc. */
export function processRowNow(pid: number): ProcessRow | undefined {
  return LINUX ? linuxRow(pid) : undefined;
}

/** Whether a process was started with `TEATREE_RUN=<marker>`. Always false where the system has no /proc. */
export function carriesMarker(pid: number, marker: string): boolean {
  return markersOf(pid).includes(marker);
}

/** What a process was started with as `TEATREE_RUN`; none where the system has no /proc. */
export function markersOf(pid: number): readonly string[] {
  const environment = LINUX ? (readProc(`/proc/${pid}/environ`) ?? '') : '';
  if (!environment.includes(MARKER)) return [];
  return environment.split('\0').flatMap((each) => (each.startsWith(MARKER) ? [each.slice(MARKER.length)] : []));
}

/**
 * Whether a process can do nothing because it, or the one it only waits for, was stopped. Of a contained program the
 * leader is the container's, which has one child, and so on.
 */
export function isSuspended({ pid, startedAt }: ProcessIdentity, table: ProcessTable): boolean {
  const leader = table.get(pid);
  for (let row = leader?.startedAt === startedAt ? leader : undefined; row;) {
    if (row.stopped) return true;
    const parent = row.pid;
    const children = [...table.values()].filter((each) => each.parent === parent);
    row = children.length === 1 ? children[0] : undefined;
  }
  return false;
}

function linuxTable(): ProcessTable {
  const table = new Map<number, ProcessRow>();
  for (const name of readdirSync('/proc')) {
    const row = /^\d+$/.test(name) ? linuxRow(Number(name)) : undefined;
    if (row) table.set(row.pid, row);
  }
  return table;
}

/** proc(5): the command name in parentheses may hold anything, so fields count from the last `)`. */
function linuxRow(pid: number): ProcessRow | undefined {
  const stat = readProc(`/proc/${pid}/stat`);
  if (stat === undefined) return undefined;
  const [state, parent, group, session, ...rest] = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  if (state === 'Z' || state === 'X') return undefined;
  const startedAt = `${bootId()}:${rest[15] ?? ''}`;
  const stopped = state === 'T';
  return { pid, parent: Number(parent), group: Number(group), session: Number(session), startedAt, stopped };
}

let boot: string | undefined;
function bootId(): string {
  boot ??= (readProc('/proc/sys/kernel/random/boot_id') ?? 'unknown-boot').trim();
  return boot;
}

/** A process that ended meanwhile, or belongs to somebody else, has no file to read. */
function readProc(path: string): string | undefined {
  try {
    return readFileSync(path, 'latin1');
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : undefined;
    if (code === 'ENOENT' || code === 'ESRCH' || code === 'EACCES' || code === 'EPERM') return undefined;
    throw error;
  }
}

/** The table on systems without /proc (macOS). `ps` says when a process started to the second. */
export async function psTable(): Promise<ProcessTable> {
  const { stdout } = await execa('ps', ['-axo', 'pid=,ppid=,pgid=,stat=,lstart='], { env: { LC_ALL: 'C' } });
  const table = new Map<number, ProcessRow>();
  for (const line of stdout.split('\n')) {
    const [, pid, parent, group, state, startedAt] = /^\s*(\d+)\s+(\d+)\s+(\d+)\s+(\S+)\s+(.+?)\s*$/.exec(line) ?? [];
    if (!startedAt || state?.startsWith('Z')) continue;
    table.set(Number(pid), {
      pid: Number(pid),
      parent: Number(parent),
      group: Number(group),
      session: Number(group),
      startedAt,
      stopped: state?.startsWith('T') ?? false,
    });
  }
  return table;
}
