import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Result } from '../../../core/result.ts';
import type { Environment } from '../../process/environment.ts';
import { gitText } from '../hardening/git.ts';

/** Lends a place for new objects beside the repository's own, so that looking leaves nothing behind in it. */
export async function withScratchObjects<T>(
  repo: string,
  use: (env: Environment) => Promise<Result<T>>,
): Promise<Result<T>> {
  const objects = await gitText(repo, ['rev-parse', '--path-format=absolute', '--git-path', 'objects']);
  if (!objects.ok) return objects;
  const folder = await mkdtemp(path.join(tmpdir(), 'teatree-objects-'));
  try {
    const shared = asListEntry(objects.value.replace(/\n$/, ''));
    return await use({ GIT_OBJECT_DIRECTORY: folder, GIT_ALTERNATE_OBJECT_DIRECTORIES: shared });
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** A path between colons; one in quotes may hold any character (git(1), GIT_ALTERNATE_OBJECT_DIRECTORIES). */
function asListEntry(folder: string): string {
  return `"${folder.replace(/["\\]/g, '\\$&')}"`;
}
