import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Snapshot } from '../../core/contract.ts';
import type { Thread } from '../../core/model/thread.ts';
import type { Desk } from './desk.ts';

/** Numbers that stand in the ledgers of a thread's worktrees, by worktree. */
export type Ledgers = ReadonlyMap<string, readonly number[]>;

export function readLedgers({ threads }: Snapshot): Ledgers {
  return new Map(threads.flatMap(worktrees).map(({ path }) => [path, numbersIn(join(path, 'ledger'))]));
}

/** What was written once and is found nowhere any more: not in the worktree, a commit or a checkpoint. */
export function lostFrom(before: Ledgers, snapshot: Snapshot, desk: Desk): readonly string[] {
  const now = readLedgers(snapshot);
  return [...before].flatMap(([path, numbers]) => {
    const there = new Set(now.get(path));
    const missing = numbers.filter((n) => !there.has(n));
    const kept = missing.length === 0 ? there : keptInGit(desk);
    return missing.filter((n) => !kept.has(n)).map((n) => `${path}/ledger/${String(n)}`);
  });
}

/** Numbers that any commit of ours holds, over branches, checkpoints and outboxes. */
function keptInGit(desk: Desk): ReadonlySet<number> {
  const stores = [...desk.clones, ...outboxes(desk)];
  const found = stores.flatMap((store) =>
    desk
      .git(store, 'for-each-ref', '--format=%(objectname)')
      .split('\n')
      .filter(Boolean)
      .flatMap((commit) => desk.git(store, 'ls-tree', '-r', '--name-only', commit, 'ledger/').split('\n')),
  );
  return new Set(found.flatMap((path) => (path.startsWith('ledger/') ? [Number(path.slice(7))] : [])));
}

function outboxes({ dataFolder }: Desk): readonly string[] {
  const folder = join(dataFolder, 'outboxes');
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.name === 'HEAD' && entry.isFile())
    .map((entry) => entry.parentPath);
}

/** A ledger with a hole was written by an agent that lost its place. */
export function holesIn(ledgers: Ledgers): readonly string[] {
  return [...ledgers].flatMap(([path, numbers]) =>
    numbers.some((n, index) => n !== index + 1) ? [`${path}: ${numbers.join(' ')}`] : [],
  );
}

function worktrees({ workspace }: Thread) {
  return workspace.kind === 'ready' ? workspace.worktrees : [];
}

function numbersIn(folder: string): readonly number[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder)
    .map(Number)
    .filter(Number.isInteger)
    .sort((a, b) => a - b);
}
