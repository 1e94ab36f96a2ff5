import { readdir, stat } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import picomatch from 'picomatch';
import { isReport } from './read-report.ts';

const mostEntries = 20_000;
const mostReports = 500;
const leftOut = new Set(['.git', 'node_modules']);

export type FoundReports = {
  readonly files: readonly { readonly path: string; readonly at: number; readonly size: number }[];
  /** Not all that is there was looked at. */
  readonly cut: boolean;
};

/** Reports of a folder with all below it, or of a glob; a relative one begins at the clone. Links are not followed. */
export async function findReports(clone: string, place: string): Promise<FoundReports> {
  const { base, glob } = picomatch.scan(place);
  const root = resolve(clone, base);
  const wanted = glob === '' ? undefined : picomatch(glob, { dot: true });
  const start = await stat(root).catch(() => undefined);
  if (start?.isFile()) return { files: [{ path: root, at: Math.floor(start.mtimeMs), size: start.size }], cut: false };
  const { names, cut } = await namesBelow(root);
  const reports = names.filter((name) => isReport(name) && (wanted?.(name) ?? true)).sort();
  const files = await Promise.all(reports.slice(0, mostReports).map((name) => timed(join(root, name))));
  return { files: files.filter((file) => file !== undefined), cut: cut || reports.length > mostReports };
}

async function namesBelow(root: string): Promise<{ readonly names: string[]; readonly cut: boolean }> {
  const names: string[] = [];
  const folders = [''];
  let seen = 0;
  for (let folder = folders.shift(); folder !== undefined; folder = folders.shift()) {
    const entries = await readdir(join(root, folder), { withFileTypes: true }).catch(() => []);
    seen += entries.length;
    if (seen > mostEntries) return { names, cut: true };
    for (const entry of entries) {
      if (entry.isDirectory() && !leftOut.has(entry.name)) folders.push(join(folder, entry.name));
      if (entry.isFile()) names.push(join(folder, entry.name));
    }
  }
  return { names, cut: false };
}

async function timed(path: string): Promise<FoundReports['files'][number] | undefined> {
  const found = await stat(path).catch(() => undefined);
  return found && { path, at: Math.floor(found.mtimeMs), size: found.size };
}
