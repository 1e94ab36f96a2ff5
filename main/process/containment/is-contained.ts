import { readFile } from 'node:fs/promises';
import type { Containment } from './containment.ts';

/** Whether a living process is the outside of a containment, by what the system says and not its starter. */
export async function isContained(pid: number, by: Containment['by']): Promise<boolean> {
  if (by === 'seatbelt') return true;
  const name = await readFile(`/proc/${String(pid)}/comm`, 'utf8').catch(() => '');
  return name.trim() === 'bwrap';
}
