import { join } from 'node:path';
import type { ThreadId } from '../../core/ids.ts';
import type { Ports } from '../../core/model/thread.ts';

const longestSlug = 40;

/** Folders and names of a thread's workspace, all derived from the thread, so that making it twice makes it once. */
export function placeOf(dataFolder: string, thread: { readonly thread: ThreadId; readonly title: string }) {
  const id = thread.thread.slice('thr_'.length);
  const name = `${id}-${slug(thread.title)}`;
  return {
    folder: join(workspacesFolder(dataFolder), name),
    branch: `teatree/${name}`,
    /** The run's own scratch, its TMPDIR. */
    scratch: join(dataFolder, 'scratch', id),
    /** Where a harness keeps session files, outside every worktree. */
    state: join(dataFolder, 'sessions', id),
    /** Where the commits of contained agents wait to be taken over. */
    outboxes: join(dataFolder, 'outboxes', id),
    /** Where the checks get their clean checkouts. */
    checks: join(checksFolder(dataFolder), id),
  };
}

export function workspacesFolder(dataFolder: string): string {
  return join(dataFolder, 'workspaces');
}

export function checksFolder(dataFolder: string): string {
  return join(dataFolder, 'checks');
}

/** Safe in a branch name and in a folder name on every system. */
export function slug(title: string): string {
  const words = title
    .normalize('NFKD')
    .replace(/\p{M}+/gu, '')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-+/, '')
    .slice(0, longestSlug);
  return words.replace(/-+$/, '') || 'thread';
}

const portsPerThread = 10;
const blocks = 500;

/**
 * Ten ports of its own per thread. The blocks come round again after 500 threads: one that overlaps what a standing
 * workspace has (`taken`, also from an earlier base) is passed over.
 */
export function portsOf(number: number, base: number, taken: readonly Ports[] = []): Ports {
  const all = Array.from({ length: blocks }, (_, at): Ports => {
    return { first: base + ((number + at) % blocks) * portsPerThread, count: portsPerThread };
  });
  const own = { first: base + (number % blocks) * portsPerThread, count: portsPerThread };
  return all.find((ports) => !taken.some((each) => overlap(each, ports))) ?? own;
}

function overlap(a: Ports, b: Ports): boolean {
  return a.first < b.first + b.count && b.first < a.first + a.count;
}

export function portNumbers({ first, count }: Ports): readonly number[] {
  return Array.from({ length: count }, (_, at) => first + at);
}

/** What tells a thread's programs which ports and database are theirs. */
export function threadEnvironment(
  { thread }: { readonly thread: ThreadId },
  { first, count }: Ports,
): Readonly<Record<string, string>> {
  return {
    TEATREE_THREAD: thread,
    TEATREE_PORT_FIRST: String(first),
    TEATREE_PORT_COUNT: String(count),
    TEATREE_DATABASE: `teatree_${thread.slice('thr_'.length).toLowerCase()}`,
  };
}
