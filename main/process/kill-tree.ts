import { setTimeout as sleep } from 'node:timers/promises';
import type { ProcessIdentity } from '../../core/model/run.ts';
import {
  carriesMarker,
  markersOf,
  processRow,
  processTable,
  type ProcessRow,
  type ProcessTable,
} from './process-table.ts';

export type KillTarget = {
  /** Leader of a process group of its own, as `startProcess` and `run` make it. */
  readonly process?: ProcessIdentity | undefined;
  /** Also every process whose environment holds `TEATREE_RUN=<marker>` (Linux). */
  readonly marker?: string | undefined;
  /** The caller started the leader and saw its exit just now, so its process group is ours beyond doubt. */
  readonly ownsGroup?: boolean;
  /** Milliseconds between SIGTERM and SIGKILL. */
  readonly graceMs?: number;
};

/** `left`: pids that could not be ended in time. */
export type KillReport = { readonly gone: boolean; readonly left: readonly number[] };

const GRACE_MS = 500;
const LIMIT_MS = 1900;
const POLL_MS = 40;

/**
 * Ends a process, its group and session, all descendants and everything that carries the marker: SIGTERM, then
 * SIGKILL. Resolves within 2 s; `gone` is proven by looking twice. Never signals a process whose start time says
 * that it is not the one meant, nor pid 0 and 1, nor this process and its ancestors.
 *
 * Not found: a process that left the group and the session, lost its parent and cleared its environment.
 */
export async function killTree(target: KillTarget): Promise<KillReport> {
  const started = performance.now();
  const hunt: Hunt = { target, known: new Map(), leaderSeen: target.ownsGroup ?? false };
  const terminated = new Set<number>();
  let clean = 0;
  for (;;) {
    const table = await inSight(processTable);
    const victims = lookFor(hunt, table);
    clean = table && victims.length === 0 ? clean + 1 : 0;
    if (clean === 2) return { gone: true, left: [] };
    const elapsed = performance.now() - started;
    if (elapsed > LIMIT_MS)
      return { gone: table !== undefined && victims.length === 0, left: victims.map((row) => row.pid) };
    const last = elapsed >= (target.graceMs ?? GRACE_MS);
    for (const row of last ? victims : victims.filter(({ pid }) => !terminated.has(pid)))
      await send(row, last ? 'SIGKILL' : 'SIGTERM');
    for (const { pid } of victims) terminated.add(pid);
    await sleep(clean ? 5 : POLL_MS);
  }
}

/** Every living process that was started with this marker in its environment. Linux only; elsewhere none. */
export async function findByMarker(marker: string): Promise<readonly ProcessIdentity[]> {
  const table = await processTable();
  const untouchable = ownLine(table);
  return [...table.values()]
    .filter((row) => !untouchable.has(row.pid) && carriesMarker(row.pid, marker))
    .map(({ pid, startedAt }) => ({ pid, startedAt }));
}

/** The markers of living processes, this one's ancestors aside. Linux only; elsewhere none. */
export async function livingMarkers(): Promise<ReadonlySet<string>> {
  const table = await processTable();
  const untouchable = ownLine(table);
  return new Set([...table.keys()].filter((pid) => !untouchable.has(pid)).flatMap(markersOf));
}

type Hunt = {
  readonly target: KillTarget;
  /** pid → start time of every process seen to belong to the tree, even when its parent is gone by now. */
  readonly known: Map<number, string>;
  leaderSeen: boolean;
};

function lookFor(hunt: Hunt, table: ProcessTable | undefined): ProcessRow[] {
  if (table) return findVictims(hunt, table);
  endBlindly(hunt.target);
  return [];
}

function findVictims(hunt: Hunt, table: ProcessTable): ProcessRow[] {
  const untouchable = ownLine(table);
  const found = new Map<number, ProcessRow>();
  const queue = [...table.values()].filter((row) => belongs(hunt, row, table));
  for (let row = queue.pop(); row; row = queue.pop()) {
    if (untouchable.has(row.pid) || found.has(row.pid)) continue;
    found.set(row.pid, row);
    hunt.known.set(row.pid, row.startedAt);
    for (const other of table.values()) if (other.parent === row.pid) queue.push(other);
  }
  // Parents first: an agent that sees its tool end takes that for a result, and would go on meanwhile.
  const leader = hunt.target.process?.pid;
  return [...found.values()].sort((a, b) => Number(b.pid === leader) - Number(a.pid === leader) || a.pid - b.pid);
}

function belongs(hunt: Hunt, row: ProcessRow, table: ProcessTable): boolean {
  const { process: leader, marker } = hunt.target;
  if (hunt.known.get(row.pid) === row.startedAt) return true;
  if (marker !== undefined && carriesMarker(row.pid, marker)) return true;
  if (!leader) return false;
  return (
    (row.pid === leader.pid || row.group === leader.pid || row.session === leader.pid) && ownsGroup(hunt, leader, table)
  );
}

/**
 * A pid stays reserved while its group lives. So a stranger with the leader's pid proves that the group is gone,
 * and a group whose leader is gone is ours only if we saw the leader before.
 */
function ownsGroup(hunt: Hunt, leader: ProcessIdentity, table: ProcessTable): boolean {
  const row = table.get(leader.pid);
  if (row) hunt.leaderSeen = row.startedAt === leader.startedAt;
  return hunt.leaderSeen && !ownLine(table).has(leader.pid);
}

/** This process, its ancestors, and the system's first processes. */
function ownLine(table: ProcessTable): ReadonlySet<number> {
  const line = new Set([0, 1]);
  for (let pid: number | undefined = process.pid; pid !== undefined && !line.has(pid); pid = table.get(pid)?.parent)
    line.add(pid);
  return line;
}

/** Undefined when this process has no file descriptor left to look with. */
async function inSight<T>(look: () => Promise<T>): Promise<T | undefined> {
  try {
    return await look();
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : undefined;
    if (code === 'EMFILE' || code === 'ENFILE') return undefined;
    throw error;
  }
}

/** Who cannot look ends the group that is beyond doubt ours; that all is gone stays unproven. */
function endBlindly({ process: leader, ownsGroup }: KillTarget): void {
  if (leader && ownsGroup) signal(-leader.pid, 'SIGKILL');
}

async function send(row: ProcessRow, name: 'SIGTERM' | 'SIGKILL'): Promise<void> {
  const now = await inSight(() => processRow(row.pid));
  if (now?.startedAt !== row.startedAt) return;
  signal(row.pid, name);
}

function signal(pid: number, name: 'SIGTERM' | 'SIGKILL'): void {
  try {
    process.kill(pid, name);
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : undefined;
    // Ended meanwhile, or not ours to end: the next look at the table decides.
    if (code !== 'ESRCH' && code !== 'EPERM') throw error;
  }
}
