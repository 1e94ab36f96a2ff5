import { appendFile, mkdir, realpath, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { ok, type Result } from '../../../core/result.ts';
import type { Mount } from '../../process/containment/containment.ts';
import { revParse } from '../ancestry.ts';
import { gitText } from '../hardening/git.ts';
import { collectOutbox } from './collect.ts';

/**
 * A folder of ours that takes what a contained agent's git writes into the clone: new objects, its branch and that
 * branch's log. The clone itself stays read-only to the agent; `collectOutbox` brings over what is sound.
 */
export type Outbox = {
  /** The folder; made when it is not there. */
  readonly folder: string;
  readonly clone: string;
  readonly worktree: string;
  /** The thread's own branch, such as `teatree/x`. */
  readonly branch: string;
};

/**
 * Empties the outbox (after collecting what an earlier run left in it) and answers how the agent's git must see the
 * disk: the outbox stands where the clone's objects and branches of ours are, with the clone's objects behind it.
 * Failures: those of `collectOutbox`, unknown-revision.
 */
export async function prepareOutbox(outbox: Outbox): Promise<Result<readonly Mount[]>> {
  const collected = await collectOutbox(outbox);
  if (!collected.ok) return collected;
  const head = await revParse(outbox.clone, `refs/heads/${outbox.branch}`);
  if (!head.ok) return head;
  const places = await placesOf(outbox.worktree);
  if (!places.ok) return places;
  const { common, own } = places.value;
  const { objects, refs, logs, shared } = foldersOf(outbox);
  await rm(outbox.folder, { recursive: true, force: true });
  for (const folder of [path.join(objects, 'info'), path.join(objects, 'pack'), refs, logs, shared])
    await mkdir(folder, { recursive: true });
  await writeFile(path.join(objects, 'info/alternates'), `${shared}\n`);
  await writeFile(path.join(refs, path.basename(outbox.branch)), `${head.value}\n`);
  const group = path.dirname(outbox.branch);
  const clone = {
    objects: path.join(common, 'objects'),
    refs: path.join(common, 'refs/heads', group),
    logs: path.join(common, 'logs/refs/heads', group),
  };
  // Git packs branches away and removes their folders; a place must exist for something to be put over it.
  for (const folder of [clone.refs, clone.logs]) await mkdir(folder, { recursive: true });
  await appendFile(path.join(own, 'config.worktree'), '');
  return ok([
    { access: 'read', at: common },
    { access: 'write', at: own },
    ...['commondir', 'gitdir', 'config.worktree'].map((name): Mount => ({ access: 'read', at: path.join(own, name) })),
    { access: 'read', at: path.join(outbox.worktree, '.git') },
    { access: 'read', at: shared, from: clone.objects },
    { access: 'write', at: clone.objects, from: objects },
    { access: 'read', at: path.join(clone.objects, 'info'), from: path.join(objects, 'info') },
    { access: 'write', at: clone.refs, from: refs },
    { access: 'write', at: clone.logs, from: logs },
  ]);
}

export function foldersOf({ folder }: Pick<Outbox, 'folder'>) {
  const at = (name: string) => path.join(folder, name);
  return { objects: at('objects'), refs: at('refs'), logs: at('logs'), shared: at('shared') };
}

/** What all worktrees of the clone share, and what git keeps about this one. Real paths. */
async function placesOf(worktree: string): Promise<Result<{ readonly common: string; readonly own: string }>> {
  const flags = ['--path-format=absolute', '--git-common-dir', '--absolute-git-dir'];
  const said = await gitText(worktree, ['rev-parse', ...flags]);
  if (!said.ok) return said;
  const [common = '', own = ''] = said.value.trimEnd().split('\n');
  return ok({ common: await realpath(common), own: await realpath(own) });
}
