import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import type { Desk } from './desk.ts';
import { whileFrozen } from './frozen.ts';
import { outboxesOf } from './ledger.ts';

type Place = Pick<Desk, 'home' | 'dataFolder' | 'clones' | 'env'>;

/**
 * What is broken in the clones, with everything standing still. All that a ref of a clone leads to is in that clone. Only
 * what nothing but a worktree's own log or index names may be elsewhere, and only in an outbox of the same repo: a
 * contained agent cannot write the clone, and its latest commits wait there until they are collected.
 */
export function flawsInGit(desk: Place): Promise<readonly string[]> {
  return whileFrozen(desk, () => desk.clones.flatMap((clone) => [...refsOf(desk, clone), ...namesOf(desk, clone)]));
}

/** Branches, tags and checkpoints, by what the clone holds itself. */
function refsOf(desk: Place, clone: string): readonly string[] {
  return flawsOf(desk, ['-C', clone, 'rev-list', '--objects', '--quiet', '--single-worktree', '--all'], '');
}

/** Logs and indexes of its worktrees as well, with what waits for this clone. */
function namesOf(desk: Place, clone: string): readonly string[] {
  const waiting = outboxesOf(desk).filter((outbox) => basename(outbox) === basename(clone));
  // One that is just being emptied may have none any more: they are in the clone by then.
  const objects = waiting.map((outbox) => join(outbox, 'objects')).filter((folder) => existsSync(folder));
  return flawsOf(
    desk,
    ['-C', clone, 'fsck', '--connectivity-only', '--no-dangling', '--no-progress'],
    objects.join(':'),
  );
}

function flawsOf({ env, home }: Place, args: readonly string[], objects: string): readonly string[] {
  try {
    execFileSync('git', args, { env: { ...env, GIT_ALTERNATE_OBJECT_DIRECTORIES: objects }, stdio: 'pipe' });
    return [];
  } catch (error) {
    const said = error instanceof Error ? error.message : String(error);
    return [said.replaceAll(`${dirname(home)}/`, '').slice(0, 2000)];
  }
}
