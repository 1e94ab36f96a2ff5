import { appendFile, mkdir, realpath, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { ok, type Result } from '../../../core/result.ts';
import type { Mount } from '../../process/containment/containment.ts';
import { revParse } from '../ancestry.ts';
import { gitText } from '../hardening/git.ts';
import { collectOutbox } from './collect.ts';
import { foldersOf, type Outbox } from './place.ts';

/**
 * Empties the outbox (after collecting what an earlier run left in it) and answers how the agent's git must see the
 * disk: the outbox stands where the clone's objects and branches of ours are, with the clone's objects behind it.
 * Failures: those of `collectOutbox`, unknown-revision.
 */
export async function prepareOutbox(outbox: Outbox): Promise<Result<readonly Mount[]>> {
  const before = await collectOutbox(outbox);
  if (!before.ok) return before;
  const head = await revParse(outbox.clone, `refs/heads/${outbox.branch}`);
  if (!head.ok) return head;
  const places = await placesOf(outbox.worktree);
  if (!places.ok) return places;
  const { common, own } = places.value;
  const { objects, refs, logs, shared, collected } = foldersOf(outbox);
  await rm(outbox.folder, { recursive: true, force: true });
  for (const folder of [path.join(objects, 'info'), path.join(objects, 'pack'), refs, logs, shared])
    await mkdir(folder, { recursive: true });
  await writeFile(path.join(objects, 'info/alternates'), `${shared}\n`);
  await writeFile(path.join(refs, path.basename(outbox.branch)), `${head.value}\n`);
  await writeFile(collected, `${head.value}\n`);
  const clone = await sharedPlaces(common, outbox.branch);
  return ok([
    ...(await ownMounts(outbox, { common, own })),
    { access: 'read', at: shared, from: clone.objects },
    { access: 'write', at: clone.objects, from: objects },
    { access: 'read', at: path.join(clone.objects, 'info'), from: path.join(objects, 'info') },
    { access: 'write', at: clone.refs, from: refs },
    { access: 'write', at: clone.logs, from: logs },
  ]);
}

/**
 * How an agent's git must see the disk where a system cannot put one folder in the place of another: it writes the
 * clone's objects and branches of ours themselves, and no outbox is made.
 */
export async function mountsWithoutOutbox(outbox: Outbox): Promise<Result<readonly Mount[]>> {
  const before = await collectOutbox(outbox);
  if (!before.ok) return before;
  await rm(outbox.folder, { recursive: true, force: true });
  const places = await placesOf(outbox.worktree);
  if (!places.ok) return places;
  const clone = await sharedPlaces(places.value.common, outbox.branch);
  return ok([
    ...(await ownMounts(outbox, places.value)),
    ...[clone.objects, clone.refs, clone.logs].map((at): Mount => ({ access: 'write', at })),
    { access: 'read', at: path.join(clone.objects, 'info') },
  ]);
}

/** What git keeps about the worktree is the agent's, but not where it points to. */
async function ownMounts({ worktree }: Outbox, { common, own }: Places): Promise<readonly Mount[]> {
  await appendFile(path.join(own, 'config.worktree'), '');
  return [
    { access: 'read', at: common },
    { access: 'write', at: own },
    ...['commondir', 'gitdir', 'config.worktree'].map((name): Mount => ({ access: 'read', at: path.join(own, name) })),
    { access: 'read', at: path.join(worktree, '.git') },
  ];
}

/** Git packs branches away and removes their folders; a place must exist for something to be put over it. */
async function sharedPlaces(common: string, branch: string) {
  const group = path.dirname(branch);
  const refs = path.join(common, 'refs/heads', group);
  const logs = path.join(common, 'logs/refs/heads', group);
  for (const folder of [refs, logs]) await mkdir(folder, { recursive: true });
  return { objects: path.join(common, 'objects'), refs, logs };
}

/** What all worktrees of the clone share, and what git keeps about this one. Real paths. */
type Places = { readonly common: string; readonly own: string };

async function placesOf(worktree: string): Promise<Result<Places>> {
  const flags = ['--path-format=absolute', '--git-common-dir', '--absolute-git-dir'];
  const said = await gitText(worktree, ['rev-parse', ...flags]);
  if (!said.ok) return said;
  const [common = '', own = ''] = said.value.trimEnd().split('\n');
  return ok({ common: await realpath(common), own: await realpath(own) });
}
