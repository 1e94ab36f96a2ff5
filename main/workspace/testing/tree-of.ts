import { lstatSync, readdirSync, readFileSync, readlinkSync } from 'node:fs';
import { join, relative } from 'node:path';

/** All that stands below a folder, `.git` of repositories inside included: content, mode and where links lead. None is followed. */
export function treeOf(root: string): Readonly<Record<string, string>> {
  const tree: Record<string, string> = {};
  for (const entry of readdirSync(root, { recursive: true, withFileTypes: true })) {
    const at = join(entry.parentPath, entry.name);
    const mode = (lstatSync(at).mode & 0o777).toString(8);
    if (entry.isSymbolicLink()) tree[relative(root, at)] = `→ ${readlinkSync(at)}`;
    else tree[relative(root, at)] = entry.isDirectory() ? `folder ${mode}` : `${mode} ${readFileSync(at, 'latin1')}`;
  }
  return tree;
}
