import path from 'node:path';
import { CODE, filesUnder, isTest } from './files.mjs';

const MAX_FILES = 12;
const KEBAB = /^[a-z0-9]+(-[a-z0-9]+)*(\.[a-z0-9]+(-[a-z0-9]+)*)*$/;
const EMPTY_FOLDER_NAMES = new Set(['src', 'util', 'utils', 'helper', 'helpers', 'common', 'misc']);
const EMPTY_WORDS = /(^|-)(manager|helpers?|utils?|service|misc|common|info|data)(?=[-.]|$)/;

/**
 * Names that tell what is inside, and folders that fit on a screen.
 * @param {string} root
 */
export function checkLayout(root) {
  const files = filesUnder(root, CODE);
  const crowded = crowdedFolders(files);
  const problems = [
    ...misnamed(files),
    ...crowded.map(({ folder, count }) => `${folder}: ${count} files, at most ${MAX_FILES}`),
  ];
  return { ok: problems.length === 0, output: problems.join('\n'), crowded: crowded.length };
}

/**
 * @param {string[]} files
 * @returns {string[]}
 */
export function misnamed(files) {
  const folders = new Set(files.flatMap(foldersOf));
  return [
    ...[...folders]
      .filter((folder) => EMPTY_FOLDER_NAMES.has(path.basename(folder)))
      .map((folder) => `${folder}/: name what is inside`),
    ...[...folders]
      .filter((folder) => !KEBAB.test(path.basename(folder)))
      .map((folder) => `${folder}/: use kebab-case`),
    ...files
      .filter((file) => isNamed(file) && !KEBAB.test(path.basename(file)))
      .map((file) => `${file}: use kebab-case`),
    ...files
      .filter((file) => isNamed(file) && EMPTY_WORDS.test(path.basename(file)))
      .map((file) => `${file}: say what it is or does`),
  ];
}

/**
 * Folders with more files than the limit, each counted without its tests and its sub-folders.
 * @param {string[]} files
 */
export function crowdedFolders(files) {
  const counts = new Map();
  for (const file of files.filter((file) => !isTest(file))) {
    const folder = path.dirname(file);
    counts.set(folder, (counts.get(folder) ?? 0) + 1);
  }
  return [...counts].map(([folder, count]) => ({ folder, count })).filter(({ count }) => count > MAX_FILES);
}

/** Documents, pictures and dot files have names of their own tradition. */
function isNamed(file) {
  return /\.(tsx?|[mc]?js|css|html|json|ya?ml)$/.test(file) && !path.basename(file).startsWith('.');
}

/** @param {string} file */
function foldersOf(file) {
  const parts = file.split('/').slice(0, -1);
  return parts.map((_, index) => parts.slice(0, index + 1).join('/'));
}
