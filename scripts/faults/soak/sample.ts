import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { processesIn } from '../../../e2e/processes.ts';
import type { Desk } from '../desk/desk.ts';
import type { Factory } from '../desk/factory.ts';
import { diskUse } from './disk-use.ts';

/** What a factory takes at one moment. What the disk keeps by design is told by what was done for it. */
export type Sample = Readonly<Record<Measure, number>> & { readonly atMs: number };

export const measures = {
  fds: 'file descriptors',
  heapMb: 'heap after a collection, MB',
  rssMb: 'resident memory, MB',
  processes: 'processes',
  workKb: 'disk for work: worktrees, trash, sessions, KB per entry',
  recordsKb: 'disk for records: journal, mirror, backups, transcripts, KB per entry',
  otherMb: 'disk for all else, MB',
} as const;
export type Measure = keyof typeof measures;

/** Undefined when the factory is gone. */
export function sampleOf(desk: Desk, { pid }: Factory, atMs: number): Sample | undefined {
  try {
    const status = readFileSync(`/proc/${String(pid)}/status`, 'utf8');
    const disk = diskUse(desk.dataFolder);
    return {
      atMs,
      fds: readdirSync(`/proc/${String(pid)}/fd`).length,
      heapMb: Number(readFileSync(join(desk.home, 'heap'), 'utf8')) / 1e6,
      rssMb: Number(/^VmRSS:\s+(\d+)/m.exec(status)?.[1]) / 1000,
      processes: processesIn(desk.home).length,
      workKb: (1000 * disk.workMb) / desk.acknowledged.size,
      recordsKb: (1000 * disk.recordsMb) / desk.acknowledged.size,
      otherMb: disk.otherMb,
    };
  } catch (error) {
    if (error instanceof Error && 'code' in error) return undefined;
    throw error;
  }
}
