import type { ProcessIdentity } from '../../core/model/run.ts';
import { processRow } from './process-table.ts';

export type { ProcessIdentity };

/** What we can say about a process. Anything destructive requires `known`. */
export type Liveness =
  { readonly kind: 'known'; readonly alive: boolean } | { readonly kind: 'unknown'; readonly reason: string };

/** The identity of a living process: its pid and when it started. Undefined when no such process lives. */
export async function identify(pid: number): Promise<ProcessIdentity | undefined> {
  const row = await processRow(pid);
  return row && { pid, startedAt: row.startedAt };
}

/** Whether exactly this process still lives; another process that was given its pid later does not count. */
export async function isAlive(identity: ProcessIdentity): Promise<Liveness> {
  try {
    const row = await processRow(identity.pid);
    return { kind: 'known', alive: row?.startedAt === identity.startedAt };
  } catch (error) {
    return { kind: 'unknown', reason: `The process table cannot be read: ${String(error)}` };
  }
}
