/** The pinned harness programs: where each is kept, and how it is started once it is there. Node built-ins only. */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { cacheDirectory } from '../setup/paths.mjs';

/**
 * @typedef {object} Program
 * @property {string} package name and exact version, as npm takes them
 * @property {string} file what is started, below node_modules
 * @property {number} [node] it is JavaScript and needs this major version of Node
 */

/** @typedef {{ command: string, args: readonly string[], version: string, folder: string }} Installed */

/** Written last: a folder without it is a broken installation. */
export const STAMP = 'installed.json';

/** @type {Readonly<Record<string, Program>>} */
export const programs = Object.fromEntries(
  Object.entries(JSON.parse(readFileSync(new URL('./programs.json', import.meta.url), 'utf8'))).map(
    ([name, program]) => [
      name,
      { ...program, package: forThisMachine(program.package), file: forThisMachine(program.file) },
    ],
  ),
);

/** One Claude Code and one ACP agent, the lightest that are reliable. */
export const CI_PROGRAMS = ['claude', 'claude-agent-acp'];

/** @param {string} name @param {string} [cache] */
export function folderOf(name, cache = cacheDirectory()) {
  return join(cache, 'harnesses', `${name}-${versionOf(programs[name])}`);
}

/** @param {Program} program */
function versionOf(program) {
  return program.package.slice(program.package.lastIndexOf('@') + 1);
}

/** The Node that a program needs beside itself, when ours is too old for it. @param {Program} program */
export function needsNewerNode(program, ours = process.versions.node) {
  return (program.node ?? 0) > Number(ours.split('.')[0]);
}

/**
 * How to start a program, or undefined when it (or the Node that it needs) is not installed.
 * @param {string} name
 * @param {string} [cache]
 * @returns {Installed | undefined}
 */
export function findProgram(name, cache = cacheDirectory()) {
  const program = programs[name];
  if (!program)
    throw new Error(`There is no harness program "${name}". These are: ${Object.keys(programs).join(', ')}`);
  const folder = folderOf(name, cache);
  if (!existsSync(join(folder, STAMP))) return undefined;
  const found = { version: versionOf(program), folder };
  const file = join(folder, 'node_modules', program.file);
  if (program.node === undefined) return { ...found, command: file, args: [] };
  const node = needsNewerNode(program) ? findProgram('node', cache)?.command : process.execPath;
  return node === undefined ? undefined : { ...found, command: node, args: [file] };
}

/** @param {string} text */
function forThisMachine(text) {
  return text
    .replaceAll('{platform}', process.platform)
    .replaceAll('{arch}', process.arch)
    .replaceAll('{exe}', process.platform === 'win32' ? '.exe' : '');
}
