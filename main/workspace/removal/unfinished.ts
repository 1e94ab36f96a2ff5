import { join } from 'node:path';
import type { Repo } from '../../../core/model/repo.ts';
import type { Thread, Worktree } from '../../../core/model/thread.ts';
import { revParse } from '../../git/ancestry.ts';
import { readMarker } from '../owner.ts';
import { placeOf } from '../place.ts';
import { takeBack } from '../take-back.ts';
import type { Ground } from './verify.ts';

/**
 * A thread with the workspace that stands for it on the disk though no record says so: all its worktrees were made, and
 * then its set-up failed or was cut short. Any other thread is answered as it is.
 */
export async function asItStands(ground: Ground, thread: Thread): Promise<Thread> {
  if (thread.workspace.kind === 'ready') return thread;
  const { folder, branch } = placeOf(ground.dataFolder, thread);
  const marker = await readMarker(folder);
  if (marker?.thread !== thread.thread || !marker.folders || !marker.ports) return thread;
  const worktrees: Worktree[] = [];
  for (const name of Object.keys(marker.folders)) {
    const repo = reposOf(ground, thread).find((each) => each.name === name);
    if (!repo) return thread;
    // Asked of the clone: what stands in the folder is not known for a worktree yet.
    const base = await revParse(repo.path, `refs/heads/${branch}`);
    if (!base.ok) return thread;
    worktrees.push({ repo: repo.id, path: join(folder, name), branch, base: base.value });
  }
  return { ...thread, workspace: { kind: 'ready', path: folder, worktrees, ports: marker.ports } };
}

/** Takes back what a crash left of a workspace before all its worktrees were made, and that nobody will make now. */
export async function takeBackUnmade(ground: Ground & { now(): number }, thread: Thread): Promise<void> {
  const marker = await readMarker(placeOf(ground.dataFolder, thread).folder);
  if (marker?.thread !== thread.thread || marker.folders) return;
  await takeBack({ dataFolder: ground.dataFolder, thread, repos: reposOf(ground, thread), at: ground.now() });
}

function reposOf({ repo }: Ground, { repos }: Thread): readonly Repo[] {
  return repos.flatMap((id) => repo(id) ?? []);
}
