import { join } from 'node:path';
import { HarnessFailure } from '../../harness-failure.ts';
import { exists } from './files.ts';

/** Something that a repo ships for an agent, and that the agent has no way to leave out. */
export type Shipped = {
  /** From the folder in which the agent works. */
  readonly path: string;
  /** What it could do, after the name of the file. */
  readonly could: string;
};

/** Rejects where the agent would do what the repo says instead of what the gate says. Answers the paths: nothing is there. */
export async function refuseShipped(cwd: string, shipped: readonly Shipped[]): Promise<readonly string[]> {
  for (const { path, could } of shipped) {
    const file = join(cwd, path);
    if (!(await exists(file))) continue;
    const next = 'Choose another harness, or remove the file';
    throw new HarnessFailure({ code: 'ungated', message: `${file} could ${could}`, next });
  }
  return shipped.map(({ path }) => join(cwd, path));
}
