import { mkdir, readFile, readdir, rename, rm, rmdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import type { ThreadId } from '../../core/ids.ts';
import { Ports } from '../../core/model/thread.ts';
import { fail, ok } from '../../core/result.ts';
import type { Result } from '../../core/result.ts';
import { identityOf } from '../git/worktrees/registration.ts';

const markerName = '.teatree-owner.json';
/**
 * `folders`: device and inode of each worktree as it was made, so that another folder in its place is noticed; absent
 * until all are made.
 */
const Marker = z.object({
  thread: z.string(),
  madeAt: z.number(),
  folders: z.record(z.string(), z.string()).optional(),
  ports: Ports.optional(),
});
export type Marker = z.infer<typeof Marker>;

/** Makes the folder with the marker that says whose it is. A folder that is somebody else's is refused, not used. */
export async function claimFolder(
  folder: string,
  owner: { readonly thread: ThreadId; readonly at: number },
): Promise<Result<true>> {
  await mkdir(folder, { recursive: true });
  const before = await ownerOf(folder);
  if (before === owner.thread) return ok(true);
  if (before || (await contents(folder)).length > 0)
    return fail({
      code: 'workspace-occupied',
      message: `${folder} exists and is not this thread's workspace`,
      next: 'Move it away; nothing in it was touched',
    });
  await writeMarker(folder, { thread: owner.thread, madeAt: owner.at });
  return ok(true);
}

async function contents(folder: string): Promise<readonly string[]> {
  return (await readdir(folder)).filter((name) => !name.startsWith(markerName));
}

/** Notes which folders were made, and for which ports, under the marker that is there. */
export async function sealFolder(folder: string, names: readonly string[], ports: Ports): Promise<void> {
  const marker = await readMarker(folder);
  if (!marker) return;
  const folders = Object.fromEntries(
    await Promise.all(names.map(async (name) => [name, await identityOf(join(folder, name))] as const)),
  );
  await writeMarker(folder, { ...marker, folders, ports });
}

async function writeMarker(folder: string, marker: Marker): Promise<void> {
  const draft = join(folder, `${markerName}.new`);
  await writeFile(draft, JSON.stringify(marker), { flush: true });
  await rename(draft, join(folder, markerName));
}

/** Undefined: there is no marker, or it cannot be read. */
export async function readMarker(folder: string): Promise<Marker | undefined> {
  const text = await readFile(join(folder, markerName), 'utf8').catch(() => '');
  return Marker.safeParse(parseJson(text)).data;
}

/** Undefined: nobody has claimed the folder. Empty: the marker cannot be read. */
async function ownerOf(folder: string): Promise<string | undefined> {
  const text = await readFile(join(folder, markerName), 'utf8').catch(() => undefined);
  if (text === undefined) return undefined;
  return Marker.safeParse(parseJson(text)).data?.thread ?? '';
}

/** Removes a folder that bears this thread's marker and, apart from it, is empty. Anything else stays, marker and all. */
export async function releaseFolder(folder: string, thread: ThreadId): Promise<void> {
  if ((await ownerOf(folder)) !== thread || (await contents(folder)).length > 0) return;
  await rm(join(folder, markerName));
  // Something was put there just now: it stays.
  await rmdir(folder).catch(() => undefined);
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
