import { join } from 'node:path';
import type { Loss } from '../../../core/model/workspace/removal.ts';
import type { Result } from '../../../core/result.ts';
import { preciousFiles } from '../../git/checkpoint/capture.ts';
import { stashesOn, submodulesIn, unpushed, nestedIn } from '../../git/worktrees/at-stake.ts';
import { status } from '../../git/status.ts';
import { occupantsOf } from './occupants.ts';
import type { Owned } from './verify.ts';

/**
 * Everything that would be gone with a worktree. `held`: a checkpoint, a branch or a ref keeps it, so that a teardown
 * may go on by itself; what is not held needs the person's word, and so does what git could not tell.
 */
export async function lossesOf({ worktree, repo }: Owned, precious: readonly string[]): Promise<readonly Loss[]> {
  const { path, branch } = worktree;
  const now = await status(path);
  const [ahead, stashes, submodules, nested, valued] = await Promise.all([
    unpushed(path),
    stashesOn(path, branch),
    submodulesIn(path),
    nestedIn(path),
    preciousFiles(path, precious),
  ]);
  const untold = [now, ahead, stashes, submodules, nested, valued].flatMap((looked) =>
    looked.ok ? [] : [looked.error.message],
  );
  const entries = now.ok ? now.value.entries : [];
  const untracked = entries.filter(({ kind }) => kind === 'untracked').map((entry) => entry.path);
  const dirty = entries.filter(({ kind }) => kind !== 'untracked').map((entry) => entry.path);
  const people = await occupantsOf(path);
  const loss = (kind: Loss['kind'], names: readonly string[], held: boolean): readonly Loss[] =>
    names.length === 0 ? [] : [{ repo: repo.id, kind, names: names.slice(0, 20), count: names.length, held }];
  return [
    ...loss('dirty', dirty, true),
    ...loss('untracked', untracked, true),
    ...loss('unpushed', valueOf(ahead), true),
    ...loss('stash', valueOf(stashes), true),
    ...loss('precious', valueOf(valued), true),
    ...loss('submodule', valueOf(submodules), false),
    ...loss(
      'nested',
      valueOf(nested).map((name) => join(name, '.git')),
      false,
    ),
    ...loss('process', people.filter((each) => !each.terminal).map(said), false),
    ...loss('terminal', people.filter((each) => each.terminal).map(said), false),
    ...loss('untold', untold, false),
  ];
}

function said({ pid, name }: { readonly pid: number; readonly name: string }): string {
  return `${name} (${String(pid)})`;
}

function valueOf(result: Result<readonly string[]>): readonly string[] {
  return result.ok ? result.value : [];
}
