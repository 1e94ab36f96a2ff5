import { randomUUID } from 'node:crypto';
import { lstat, mkdir, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import type { SetAside } from '../../../core/model/workspace/removal.ts';
import { move } from '../../git/worktrees/registration.ts';
import type { Registration } from '../../git/worktrees/registration.ts';
import { NOTE, trashFolder } from './trash.ts';

/**
 * Moves what nobody needs now into the trash, where it lies for seven days like a workspace: nothing is deleted because
 * somebody thought it was stale. A note says where each came from. Answers the folder in the trash.
 */
export async function setAside(
  dataFolder: string,
  paths: readonly string[],
  { at, why }: Pick<SetAside, 'at' | 'why'>,
): Promise<string> {
  const folder = join(trashFolder(dataFolder), `${String(at)}-aside-${randomUUID().slice(0, 8)}`);
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const moved = paths.map((from, each) => ({ from, as: `${String(each)}-${basename(from)}` }));
  const note: SetAside = { kind: 'aside', at, why, moved };
  await writeFile(join(folder, NOTE), JSON.stringify(note), { flush: true });
  // What is gone by itself meanwhile needs no moving.
  for (const { from, as } of moved) if (await lstat(from).catch(() => undefined)) await move(from, join(folder, as));
  return folder;
}

/** A worktree whose making was cut short, with what its clone keeps of it. */
export function setUnmadeAside(
  dataFolder: string,
  { path, registration, at }: { readonly path: string; readonly registration: Registration; readonly at: number },
): Promise<string> {
  return setAside(dataFolder, [path, registration.folder], { at, why: `${path} was never finished` });
}
