import { readdirSync } from 'node:fs';
import path from 'node:path';

/** What runs in the app. Tooling stands apart in scripts/, tests of the whole app in e2e/. */
export const APP = ['core', 'main', 'preload', 'renderer'];
export const CODE = [...APP, 'e2e', 'scripts'];

const SKIPPED = new Set(['node_modules', 'out', 'dist', 'fixtures', '__snapshots__', 'test-results']);

/**
 * Every file below the given folders of root, as sorted paths relative to root with forward slashes.
 * Fixtures and build output are left out: they are exempt by path.
 * @param {string} root
 * @param {string[]} folders
 * @returns {string[]}
 */
export function filesUnder(root, folders) {
  return folders.flatMap((folder) => walk(root, folder)).sort();
}

/** @param {string} file */
export function isTest(file) {
  return /\.test\.\w+$/.test(file) || file.includes('/testing/') || file.startsWith('e2e/');
}

/** @param {string} file */
export function isTypeScript(file) {
  return /\.tsx?$/.test(file) && !file.endsWith('.d.ts');
}

/**
 * @param {string} root
 * @param {string} folder
 * @returns {string[]}
 */
function walk(root, folder) {
  return entriesOf(path.join(root, folder)).flatMap((entry) => {
    const file = `${folder}/${entry.name}`;
    if (entry.isDirectory()) return SKIPPED.has(entry.name) ? [] : walk(root, file);
    return entry.isFile() ? [file] : [];
  });
}

/** @param {string} folder */
function entriesOf(folder) {
  try {
    return readdirSync(folder, { withFileTypes: true });
  } catch (error) {
    if (error.code === 'ENOENT') return [];
    throw error;
  }
}
