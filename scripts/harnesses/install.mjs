/** Installs one harness program into the cache: whole or not at all, and never running a script of the package. */
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { capture, npm } from '../setup/command.mjs';
import { cacheDirectory } from '../setup/paths.mjs';
import { findProgram, folderOf, needsNewerNode, programs, STAMP } from './programs.mjs';

/**
 * @typedef {{ name: string, ok: true, seconds: number } & import('./programs.mjs').Installed} Ready
 * @typedef {{ name: string, ok: false, reason: string }} Missing
 */

/**
 * @param {string} name
 * @param {string} [cache]
 * @returns {Promise<Ready | Missing>}
 */
export async function ensureProgram(name, cache = cacheDirectory()) {
  const started = Date.now();
  try {
    if (needsNewerNode(programs[name])) await install('node', cache);
    await install(name, cache);
  } catch (error) {
    return { name, ok: false, reason: error.message };
  }
  const found = findProgram(name, cache);
  if (!found) return { name, ok: false, reason: 'installed, and then not found' };
  return { name, ok: true, seconds: (Date.now() - started) / 1000, ...found };
}

/** @param {string} name @param {string} cache */
async function install(name, cache) {
  const target = folderOf(name, cache);
  if (existsSync(join(target, STAMP))) return;
  await mkdir(join(cache, 'harnesses'), { recursive: true });
  const scratch = await mkdtemp(join(cache, 'harnesses', 'installing-'));
  try {
    await npmInstall(programs[name].package, scratch);
    const starts = await firstWords(name, scratch);
    await writeFile(join(scratch, STAMP), `${JSON.stringify({ package: programs[name].package, starts })}\n`);
    await rm(target, { recursive: true, force: true });
    await rename(scratch, target);
  } finally {
    await rm(scratch, { recursive: true, force: true });
  }
}

/** @param {string} spec @param {string} folder */
async function npmInstall(spec, folder) {
  await writeFile(join(folder, 'package.json'), '{ "private": true }\n');
  const flags = ['--ignore-scripts', '--save-exact', '--no-audit', '--no-fund', '--no-update-notifier'];
  const { code, output } = await npm(['install', spec, '--prefix', folder, ...flags, '--loglevel=error'], {
    cwd: folder,
  });
  if (code !== 0) throw new Error(`npm install ${spec} failed: ${lastLines(output)}`);
}

/** Proves that the program starts on this machine. @param {string} name @param {string} folder */
async function firstWords(name, folder) {
  const { file, node } = programs[name];
  const path = join(folder, 'node_modules', file);
  if (!existsSync(path)) throw new Error(`${programs[name].package} has no ${file}: it does not support this platform`);
  if (node !== undefined) return 'by node';
  const home = join(folder, 'home');
  const { code, stdout, output } = await capture(path, ['--version'], { env: { PATH: process.env.PATH, HOME: home } });
  await rm(home, { recursive: true, force: true });
  if (code !== 0) throw new Error(`${file} --version ended with ${code}: ${lastLines(output)}`);
  return stdout.trim();
}

/** @param {string} output */
function lastLines(output) {
  return output.trim().split('\n').slice(-3).join(' · ');
}
