import { createHash } from 'node:crypto';
import { chmod, copyFile, mkdir, open, rename, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';

export type DurableWrite = {
  readonly path: string;
  readonly content: string | Buffer;
  /** Folder for the half-written file: nobody must mistake it for work. */
  readonly staging: string;
  /** Permission bits, such as 0o755. */
  readonly mode?: number;
};

/** After this returns, a crash at any instant leaves the old file or the new one, never a part of either. */
export async function writeDurably({ path, content, staging, mode = 0o644 }: DurableWrite): Promise<void> {
  await mkdir(dirname(path), { recursive: true });
  const staged = join(staging, `${sha256(path).slice(0, 16)}.staged`);
  await writeSynced(staged, content, mode);
  try {
    await rename(staged, path);
  } catch (error) {
    if (errorCode(error) !== 'EXDEV') throw error;
    await renameAcrossDevices(staged, path);
  }
  await syncFolder(dirname(path));
}

export function sha256(content: string | Buffer): string {
  return createHash('sha256').update(content).digest('hex');
}

/** By shape: an error of `node:vm` is of another realm's class. */
export function errorCode(error: unknown): string | undefined {
  if (typeof error !== 'object' || error === null || !('code' in error)) return undefined;
  return typeof error.code === 'string' ? error.code : undefined;
}

async function writeSynced(path: string, content: string | Buffer, mode: number): Promise<void> {
  const file = await open(path, 'w', mode);
  try {
    await file.writeFile(content);
    await file.sync();
  } finally {
    await file.close();
  }
  await chmod(path, mode);
}

/** The state folder is on another file system: stage once more, beside the target, under a name that a retry reuses. */
async function renameAcrossDevices(staged: string, path: string): Promise<void> {
  const beside = join(dirname(path), `.teatree-${sha256(path).slice(0, 16)}.staged`);
  await copyFile(staged, beside);
  await rename(beside, path);
  await rm(staged, { force: true });
}

async function syncFolder(path: string): Promise<void> {
  const folder = await open(path, 'r');
  try {
    await folder.sync();
  } finally {
    await folder.close();
  }
}
