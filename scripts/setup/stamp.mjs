/** A fingerprint of files: the same content under the same names gives the same stamp, whatever the times say. */
import { createHash } from 'node:crypto';
import { readFileSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';

/**
 * @param {string} folder what the names are relative to
 * @param {readonly string[]} names files and folders; one that is missing counts as empty
 * @param {(name: string) => boolean} [counts] leaves files out
 * @returns {string}
 */
export function stampOf(folder, names, counts = () => true) {
  const hash = createHash('sha256');
  for (const name of names.flatMap((name) => filesIn(folder, name)).filter(counts)) {
    const content = readFileSync(join(folder, name));
    hash.update(`${name}\0${content.length}\0`).update(content);
  }
  return hash.digest('hex');
}

/** @param {string} folder @param {string} name @returns {string[]} sorted, with forward slashes */
function filesIn(folder, name) {
  const stat = statSync(join(folder, name), { throwIfNoEntry: false });
  if (!stat) return [];
  if (!stat.isDirectory()) return [name];
  const entries = readdirSync(join(folder, name)).filter((entry) => entry !== 'node_modules');
  return entries.sort().flatMap((entry) => filesIn(folder, `${name}/${entry}`));
}
