import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { ok, type Result } from '../../../core/result.ts';
import type { Environment } from '../../process/environment.ts';
import { gitText } from '../hardening/git.ts';
import type { Setting } from '../hardening/settings.ts';

/** Where a repository keeps its objects. */
export async function objectsOf(repo: string): Promise<Result<string>> {
  const objects = await gitText(repo, ['rev-parse', '--path-format=absolute', '--git-path', 'objects']);
  return objects.ok ? ok(objects.value.replace(/\n$/, '')) : objects;
}

/** What git need not do for objects that are thrown away. */
export const PASSING: readonly Setting[] = [
  ['core.fsync', 'none'],
  ['core.looseCompression', '0'],
];

/** Lends a place for new objects beside the repository's own, so that looking leaves nothing behind in it. */
export async function withScratchObjects<T>(objects: string, use: (env: Environment) => Promise<T>): Promise<T> {
  const folder = await mkdtemp(path.join(tmpdir(), 'teatree-objects-'));
  try {
    return await use({ GIT_OBJECT_DIRECTORY: folder, GIT_ALTERNATE_OBJECT_DIRECTORIES: asListEntry(objects) });
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** A path between colons; one in quotes may hold any character (git(1), GIT_ALTERNATE_OBJECT_DIRECTORIES). */
function asListEntry(folder: string): string {
  return `"${folder.replace(/["\\]/g, '\\$&')}"`;
}
