import { createHash } from 'node:crypto';
import { createReadStream, existsSync } from 'node:fs';
import { readFile, readdir, stat } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { z } from 'zod';
import { parseJson } from '../../../core/parse-json.ts';
import { fail, ok } from '../../../core/result.ts';
import type { Failure, Result } from '../../../core/result.ts';

export const manifestName = 'backup.json';

const File = z.object({
  path: z
    .string()
    .regex(/^[\w.-]+(\/[\w.-]+)*$/)
    .refine((path) => !path.split('/').includes('..')),
  bytes: z.number().int().nonnegative(),
  sha256: z.string().length(64),
});

/** What a backup says of itself: each of its files by hash, and how far the journal goes. */
export const Manifest = z.object({
  format: z.literal(1),
  version: z.string(),
  /** Milliseconds since the epoch. */
  at: z.number(),
  /** The last entry of the journal. */
  seq: z.number().int().nonnegative(),
  files: z.array(File),
});
export type Manifest = z.infer<typeof Manifest>;

/** Every file below a folder but the manifest, as the manifest lists it. */
export async function listFiles(folder: string): Promise<Manifest['files']> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const paths = entries
    .filter((entry) => entry.isFile())
    .map((entry) => relative(folder, join(entry.parentPath, entry.name)).replaceAll('\\', '/'))
    .filter((path) => path !== manifestName)
    .sort();
  return Promise.all(
    paths.map(async (path) => ({
      path,
      bytes: (await stat(join(folder, path))).size,
      sha256: await sha256(join(folder, path)),
    })),
  );
}

/** Reads a backup's manifest and looks whether every file is there as it was written. Changes nothing. */
export async function verifyBackup(folder: string): Promise<Result<Manifest>> {
  const file = join(folder, manifestName);
  if (!existsSync(file)) return fail(notABackup(folder, `it has no ${manifestName}`));
  const manifest = Manifest.safeParse(parseJson(await readFile(file, 'utf8')));
  if (!manifest.success) return fail(notABackup(folder, `its ${manifestName} cannot be read`));
  if (!manifest.data.files.some(({ path }) => path === 'journal.sqlite'))
    return fail(notABackup(folder, 'it holds no journal'));
  for (const { path, sha256: expected } of manifest.data.files) {
    if (!existsSync(join(folder, path))) return fail(notABackup(folder, `${path} is missing`));
    if ((await sha256(join(folder, path))) !== expected)
      return fail(notABackup(folder, `${path} is not as it was written`));
  }
  return ok(manifest.data);
}

function notABackup(folder: string, why: string): Failure {
  const next = 'Choose another one; those that teatree made itself are in backups/ of its data folder';
  return { code: 'backup-unusable', message: `${folder} cannot be restored: ${why}; nothing was changed`, next };
}

async function sha256(file: string): Promise<string> {
  const hash = createHash('sha256');
  await pipeline(createReadStream(file), hash);
  return hash.digest('hex');
}
